package org.tastemaker.engine.evaluation;

import org.tastemaker.engine.data.Profile;

/// One person of a test: what the model is given, and what was kept from it.
///
/// @param given folded in
/// @param hidden to be found, or whose values are to be predicted
public record HeldOut(Profile given, Profile hidden) {}
