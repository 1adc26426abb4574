package org.tastemaker.server.job;

import java.time.Instant;

/// One line of a job's log.
public record JobLine(Instant at, String line) {}
