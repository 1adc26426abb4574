package org.tastemaker.server.linking;

import java.time.Instant;

/// An account of a provider by which somebody signs in.
///
/// @param id the provider's
/// @param name by which the provider knows them
public record Link(String provider, String id, String name, Instant linkedAt, Instant lastUsedAt) {}
