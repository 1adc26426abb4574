package org.tastemaker.server.account;

import java.time.Duration;
import java.util.UUID;

/// A session of the pages that has just begun.
///
/// @param longest how long it can last
public record PageSession(UUID id, Duration longest) {}
