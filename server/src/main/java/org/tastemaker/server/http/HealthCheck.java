package org.tastemaker.server.http;

/// One thing that must work for the server to be ready. A bean of this type takes part in
/// `/api/v1/health/ready` under its name.
public interface HealthCheck {
  /// In lower case with dashes, such as `database`.
  String name();

  /// Whether the server is not ready while this is down. What is not vital says how it is, and no
  /// more.
  default boolean isVital() {
    return true;
  }

  /// Looks. May throw: that counts as down, with the exception's message.
  Result check();

  /// What a look found.
  ///
  /// @param ready whether the server can do its work as far as this goes
  /// @param detail a sentence
  record Result(boolean ready, String detail) {
    public static Result up(String detail) {
      return new Result(true, detail);
    }

    public static Result down(String detail) {
      return new Result(false, detail);
    }
  }
}
