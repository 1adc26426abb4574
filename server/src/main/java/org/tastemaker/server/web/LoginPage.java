package org.tastemaker.server.web;

import org.jspecify.annotations.Nullable;

/// @param login what was typed
/// @param next where to go from here
/// @param error why one is here again
record LoginPage(String login, String next, @Nullable String error) implements Page {}
