package org.tastemaker.engine.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// Little-endian numbers into a stream, with a checksum of all of them at the end.
final class ByteSink {
  private final OutputStream out;
  private final CRC32C checksum = new CRC32C();
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

  ByteSink(OutputStream out) {
    this.out = out;
  }

  void ints(int... values) throws IOException {
    for (int value : values) {
      room(Integer.BYTES);
      buffer.putInt(value);
    }
  }

  void longs(long... values) throws IOException {
    for (long value : values) {
      room(Long.BYTES);
      buffer.putLong(value);
    }
  }

  void floats(float... values) throws IOException {
    for (float value : values) {
      room(Float.BYTES);
      buffer.putFloat(value);
    }
  }

  /// Appends the checksum and flushes.
  void finish() throws IOException {
    drain();
    buffer.putInt((int) checksum.getValue());
    drain();
    out.flush();
  }

  private void room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      drain();
    }
  }

  private void drain() throws IOException {
    checksum.update(buffer.array(), 0, buffer.position());
    out.write(buffer.array(), 0, buffer.position());
    buffer.clear();
  }
}
