package org.tastemaker.engine.model;

/// A model file that a newer program wrote. The message says what to do.
public final class NewerModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NewerModelException(int version, int known) {
    super(
        "The model file has format %d, newer than format %d, the newest this program reads. Update the program, or train again with this one."
            .formatted(version, known));
  }
}
