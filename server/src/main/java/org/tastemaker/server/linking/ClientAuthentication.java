package org.tastemaker.server.linking;

import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

/// How this server shows a provider who it is.
enum ClientAuthentication {
  BASIC(ClientAuthenticationMethod.CLIENT_SECRET_BASIC),
  POST(ClientAuthenticationMethod.CLIENT_SECRET_POST),
  NONE(ClientAuthenticationMethod.NONE);

  private final ClientAuthenticationMethod method;

  ClientAuthentication(ClientAuthenticationMethod method) {
    this.method = method;
  }

  ClientAuthenticationMethod method() {
    return method;
  }
}
