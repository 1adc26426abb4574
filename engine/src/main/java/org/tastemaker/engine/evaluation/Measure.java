package org.tastemaker.engine.evaluation;

import java.util.List;
import org.tastemaker.engine.model.Model;

/// Collects what is measured, fold after fold.
interface Measure {
  /// Tests the people of a fold; those with nothing hidden are passed over.
  ///
  /// @param model which is tested, for its number of items and its scale
  /// @param scorers what is thought of the people
  void measure(Model model, Scorer.Source scorers, List<HeldOut> people);

  /// What was measured so far.
  Quality quality(String name);
}
