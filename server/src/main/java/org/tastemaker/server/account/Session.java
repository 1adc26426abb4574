package org.tastemaker.server.account;

import java.time.Instant;
import java.util.UUID;

/// One browser or program that somebody is signed in by.
public record Session(
    UUID id, String agent, String address, Instant createdAt, Instant lastUsedAt) {}
