package org.tastemaker.server.interaction;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.id.Reference;

/// Something that somebody did with an item, as it was told.
///
/// @param occurredAt null: now
public record Interaction(Reference user, Reference item, Act act, @Nullable Instant occurredAt) {}
