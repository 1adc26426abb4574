package org.tastemaker.server.recommendation;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/// Where a list goes on, whole within its cursor, so that any node can go on and nothing is kept
/// for it.
///
/// A cursor carries the items that come next, picked when the list was made: the pages of one list
/// neither repeat nor skip, whatever is rated or trained in between. (What was consumed, declined
/// or hidden since is left out.) When these are used up, the list goes on with the best of what is
/// left and was not shown.
///
/// Bytes: list id (16), then variable-length integers: how many were shown, the shown ids ascending
/// as differences, how many are upcoming, their ids in order.
///
/// @param shown ids on the pages so far, ascending
/// @param upcoming ids to come, in order
record Continuation(UUID listId, int[] shown, int[] upcoming) {

  /// The longest list: with more ids its cursor would outgrow a request line.
  static final int LONGEST = 2_000;

  static Continuation begin(UUID listId) {
    return new Continuation(listId, new int[0], new int[0]);
  }

  /// The next page's state.
  Continuation after(int[] page, int[] upcoming) {
    var all = Arrays.copyOf(shown, shown.length + page.length);
    System.arraycopy(page, 0, all, shown.length, page.length);
    Arrays.sort(all);
    return new Continuation(listId, all, upcoming);
  }

  byte[] bytes() {
    var out = new ByteArrayOutputStream(24 + 2 * (shown.length + upcoming.length));
    var id = ByteBuffer.allocate(16).putLong(listId.getMostSignificantBits());
    out.writeBytes(id.putLong(listId.getLeastSignificantBits()).array());
    write(out, shown.length);
    var before = 0;
    for (var item : shown) {
      write(out, item - before);
      before = item;
    }
    write(out, upcoming.length);
    for (var item : upcoming) {
      write(out, item);
    }
    return out.toByteArray();
  }

  /// Reads what [#bytes()] wrote; empty when it is anything else.
  static Optional<Continuation> of(byte[] bytes) {
    try {
      var in = ByteBuffer.wrap(bytes);
      var id = new UUID(in.getLong(), in.getLong());
      var shown = new int[length(in)];
      var before = 0;
      for (var at = 0; at < shown.length; at++) {
        before += read(in);
        shown[at] = before;
      }
      var upcoming = new int[length(in)];
      for (var at = 0; at < upcoming.length; at++) {
        upcoming[at] = read(in);
      }
      return in.hasRemaining()
          ? Optional.empty()
          : Optional.of(new Continuation(id, shown, upcoming));
    } catch (BufferUnderflowException _) {
      return Optional.empty();
    }
  }

  private static int length(ByteBuffer in) {
    var length = read(in);
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    return length;
  }

  private static void write(ByteArrayOutputStream out, int value) {
    var rest = value;
    while (rest > 0x7f) {
      out.write((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }

  private static int read(ByteBuffer in) {
    var value = 0;
    for (var shift = 0; shift < 35; shift += 7) {
      var next = in.get();
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        if (value < 0) {
          throw new BufferUnderflowException();
        }
        return value;
      }
    }
    throw new BufferUnderflowException();
  }
}
