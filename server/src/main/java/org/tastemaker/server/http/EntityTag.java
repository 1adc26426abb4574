package org.tastemaker.server.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.tastemaker.server.json.Json;

/// Tells whether an answer is still the same.
public final class EntityTag {
  private static final int BYTES = 12;

  private EntityTag() {}

  /// A weak tag of what an answer says: equal for equal contents.
  public static String of(Object body) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var hash = digest.digest(Json.mapper().writeValueAsBytes(body));
      return "W/\""
          + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES))
          + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256", e);
    }
  }
}
