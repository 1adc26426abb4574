package org.tastemaker.server.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Something that happened to an object.
///
/// @param position its place in the log; later is greater
/// @param type what happened (`ItemAdded`)
/// @param version the form of the payload of this type, from 1
/// @param actor who did it, by our id; absent when the program did
/// @param objectId what it happened to
/// @param payload the rest, without free text, credentials or personal data
public record Event(
    long position,
    String type,
    int version,
    Instant occurredAt,
    @Nullable Integer actor,
    long objectId,
    JsonNode payload) {}
