package org.tastemaker.server.importing;

/// The import as a whole cannot go on; the message says what to do about it.
public final class ImportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ImportException(String message) {
    super(message);
  }

  public ImportException(String message, Throwable cause) {
    super(message, cause);
  }
}
