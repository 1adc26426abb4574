package org.tastemaker.server.cli;

import org.jspecify.annotations.Nullable;

/// A setting that the program does not know, cannot read or must not accept.
final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SettingsException(String sentence) {
    this(sentence, null);
  }

  SettingsException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
