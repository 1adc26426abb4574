package org.tastemaker.server.interaction;

/// What became of a block.
///
/// @param written ratings that are new or replaced an older one
/// @param unchanged ratings that stood already, or were older than what stands
/// @param repeated rows that another row of the block, of the same person and item, overrides
public record BulkResult(int written, int unchanged, int repeated) {}
