package org.tastemaker.server.account;

import java.time.Duration;

/// What a client shows from now on, and what it gets new ones with.
public record Tokens(String access, Duration accessFor, String refresh, Duration refreshFor) {

  /// Hides both.
  @Override
  public String toString() {
    return "Tokens[hidden]";
  }
}
