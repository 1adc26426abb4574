package org.tastemaker.server.interaction;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Writes rows in PostgreSQL's binary COPY format.
final class BinaryCopy implements AutoCloseable {

  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final byte[] SIGNATURE =
      "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);

  /// PostgreSQL counts microseconds from 2000.
  private static final long MICROS_1970_TO_2000 = 946_684_800_000_000L;

  private static final int FULL = 64 * 1024 - 256;

  private final CopyIn copy;
  private final byte[] buffer = new byte[64 * 1024];
  private int length;

  /// @param statement `copy … from stdin (format binary)`
  BinaryCopy(Connection connection, String statement) throws SQLException {
    copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
    System.arraycopy(SIGNATURE, 0, buffer, 0, SIGNATURE.length);
    length = SIGNATURE.length + 8;
  }

  void row(int fields) throws SQLException {
    if (length > FULL) {
      flush();
    }
    SHORTS.set(buffer, length, (short) fields);
    length += 2;
  }

  void write(short value) {
    INTS.set(buffer, length, 2);
    SHORTS.set(buffer, length + 4, value);
    length += 6;
  }

  void write(int value) {
    INTS.set(buffer, length, 4);
    INTS.set(buffer, length + 4, value);
    length += 8;
  }

  void writeTime(long micros) {
    INTS.set(buffer, length, 8);
    LONGS.set(buffer, length + 4, micros - MICROS_1970_TO_2000);
    length += 12;
  }

  private void flush() throws SQLException {
    copy.writeToCopy(buffer, 0, length);
    length = 0;
  }

  /// Ends the rows.
  ///
  /// @return how many were written
  long end() throws SQLException {
    SHORTS.set(buffer, length, (short) -1);
    length += 2;
    flush();
    return copy.endCopy();
  }

  /// Gives up if the rows were not ended.
  @Override
  public void close() throws SQLException {
    if (copy.isActive()) {
      copy.cancelCopy();
    }
  }
}
