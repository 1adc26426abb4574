package org.tastemaker.engine.evaluation;

import java.util.Optional;
import org.tastemaker.engine.algorithm.Algorithm;

/// How an algorithm did in a [Trial].
///
/// @param foldedIn every person folded in, as models serve
/// @param asTrained people as they came out of the training; empty where the algorithm learns
///   nothing of people or nobody tested was trained on
/// @param trainSeconds of all splits together
/// @param scoreSeconds of all splits together, folded in and as trained
public record Assessment(
    Algorithm algorithm,
    Quality foldedIn,
    Optional<Quality> asTrained,
    double trainSeconds,
    double scoreSeconds) {}
