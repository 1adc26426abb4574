package org.tastemaker.server.training;

import org.jspecify.annotations.Nullable;
import org.tastemaker.engine.algorithm.Algorithm;

/// The algorithm that a model is trained by.
///
/// @param selection how it was chosen; null where there was nothing to choose
record Choice(Algorithm algorithm, @Nullable Selection selection) {}
