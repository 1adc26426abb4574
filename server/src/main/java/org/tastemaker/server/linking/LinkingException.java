package org.tastemaker.server.linking;

import org.jspecify.annotations.Nullable;

/// Nobody is signed in or linked this time; becomes a word for the front end at the edge.
final class LinkingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Failure failure;

  /// @param detail for the log
  LinkingException(Failure failure, String detail, @Nullable Throwable cause) {
    super(detail, cause, false, false);
    this.failure = failure;
  }

  LinkingException(Failure failure, String detail) {
    this(failure, detail, null);
  }

  Failure failure() {
    return failure;
  }
}
