package org.tastemaker.server.training;

/// The database does not hold the bytes of a model whole.
final class DamagedBlobException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DamagedBlobException(Blob blob, String what) {
    super(
        "The bytes %s… of a model are damaged in the database (%s). Train again, or roll back."
            .formatted(blob.sha256().substring(0, 12), what));
  }
}
