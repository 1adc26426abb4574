package org.tastemaker.server.web;

/// @param token as in [ResetPage]
record VerifyPage(String token, FormErrors errors) implements Page {}
