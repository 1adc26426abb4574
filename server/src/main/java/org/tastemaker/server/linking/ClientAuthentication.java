package org.tastemaker.server.linking;

import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

/// How this server shows a provider who it is.
enum ClientAuthentication {
  BASIC,
  POST,
  NONE;

  ClientAuthenticationMethod method() {
    return switch (this) {
      case BASIC -> ClientAuthenticationMethod.CLIENT_SECRET_BASIC;
      case POST -> ClientAuthenticationMethod.CLIENT_SECRET_POST;
      case NONE -> ClientAuthenticationMethod.NONE;
    };
  }
}
