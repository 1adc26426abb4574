package org.tastemaker.server.interaction;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What somebody says of an item.
///
/// @param person who wrote it
/// @param author the name to show; null where they do not show their profile
/// @param hidden a moderator hid it: only who wrote it sees it
/// @param editedAt null as long as it is as it was written
public record Comment(
    int id,
    int item,
    int person,
    @Nullable String author,
    String text,
    boolean hidden,
    Instant writtenAt,
    @Nullable Instant editedAt) {}
