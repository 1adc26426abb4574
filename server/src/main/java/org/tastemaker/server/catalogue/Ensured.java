package org.tastemaker.server.catalogue;

/// Items that are there now, whether they were before or not.
///
/// @param items their ids in the order asked for
/// @param created how many of them are new
public record Ensured(int[] items, int created) {}
