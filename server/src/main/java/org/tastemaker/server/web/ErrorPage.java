package org.tastemaker.server.web;

import org.jspecify.annotations.Nullable;

/// @param detail a sentence that a person can act on
/// @param correlationId by which the log tells more
record ErrorPage(int status, String heading, String detail, @Nullable String correlationId)
    implements Page {}
