package org.tastemaker.server.account;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A program's key, without what it opens with.
record ProgramKey(
    int id,
    String name,
    List<String> scopes,
    String createdBy,
    Instant createdAt,
    @Nullable Instant expiresAt) {}
