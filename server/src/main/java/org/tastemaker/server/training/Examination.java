package org.tastemaker.server.training;

import java.util.List;

/// What an algorithm showed on held-out interactions.
///
/// @param people how many had anything held out
/// @param measures the one that decides first
record Examination(int people, boolean higherIsBetter, List<Measured> measures) {
  Examination {
    measures = List.copyOf(measures);
  }
}
