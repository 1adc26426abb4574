package org.tastemaker.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/// Where a list goes on: an opaque text for the caller, a position for the route that made it. A
/// cursor belongs to its query; with another query it is refused.
///
/// The query is any text that says which list it is: route and filters, without limit and cursor.
public final class Cursor {
  private static final int HASH = 8;

  private Cursor() {}

  /// The cursor to hand out: after that position, in the list of that query.
  public static String of(String query, String position) {
    var place = position.getBytes(StandardCharsets.UTF_8);
    var bytes = ByteBuffer.allocate(HASH + place.length).put(hash(query, place)).put(place);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  /// The position in a cursor that [#of] made for the same query.
  ///
  /// @throws ProblemException 400 when it is damaged or belongs to another query
  public static String read(String query, String cursor) {
    try {
      var bytes = Base64.getUrlDecoder().decode(cursor);
      var place = Arrays.copyOfRange(bytes, Math.min(HASH, bytes.length), bytes.length);
      if (!Arrays.equals(hash(query, place), Arrays.copyOf(bytes, HASH))) {
        throw refused();
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(place)).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw refused();
    }
  }

  private static byte[] hash(String query, byte[] place) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(query.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      return Arrays.copyOf(digest.digest(place), HASH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256", e);
    }
  }

  private static ProblemException refused() {
    return ProblemException.invalid(
        "cursor",
        "This cursor is not one that a list with the same filters gave; begin without a cursor.");
  }
}
