package org.tastemaker.engine.model;

/// A model file that is not what was written. The message says what to do.
public final class DamagedModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DamagedModelException(String what) {
    super(
        "The model file is damaged (" + what + "). Train again, or take an undamaged copy of it.");
  }
}
