package org.tastemaker.engine.algorithm;

import java.util.Optional;
import org.tastemaker.engine.model.Model;

/// All that a training found.
///
/// @param model of the items, to be published
/// @param people what it learnt of those it was trained on; empty for algorithms that learn of
///   items alone
public record Trained(Model model, Optional<LearntPeople> people) {}
