package org.tastemaker.server.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One job as it stands.
///
/// @param kind the [JobKind]'s name
/// @param parameters what was asked for
/// @param reason why it was asked for, in a few words
/// @param dueAt the time before which it does not run
/// @param owner the worker that runs it; null unless running
/// @param heartbeatAt the last sign of life of the worker that runs or ran it
/// @param attempts how often a worker began it
/// @param cancelRequested whether somebody asked a running job to stop
/// @param progress the share done, 0 to 1
/// @param step what it is doing or did last
/// @param outcome what it achieved; null unless it succeeded
/// @param problem why it failed, in a sentence; null unless it did
public record Job(
    long id,
    String kind,
    JsonNode parameters,
    JobState state,
    String reason,
    Instant requestedAt,
    Instant dueAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable String owner,
    @Nullable Instant heartbeatAt,
    int attempts,
    boolean cancelRequested,
    double progress,
    String step,
    @Nullable JsonNode outcome,
    @Nullable String problem) {}
