package org.tastemaker.server.sql;

import org.jspecify.annotations.Nullable;

/// The database or its folder cannot be used. The message is a sentence that says what to do about
/// it.
public final class StorageException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public StorageException(String sentence) {
    this(sentence, null);
  }

  public StorageException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
