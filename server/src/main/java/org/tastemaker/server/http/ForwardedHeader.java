package org.tastemaker.server.http;

/// In which headers a proxy says for whom it asks. Only one of the two is looked at: what a proxy
/// does not write itself it passes on from whoever called it.
public enum ForwardedHeader {
  /// `X-Forwarded-For`, `X-Forwarded-Proto` and `X-Forwarded-Host`.
  X_FORWARDED,
  /// `Forwarded` (RFC 7239).
  FORWARDED
}
