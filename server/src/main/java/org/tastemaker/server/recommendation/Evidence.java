package org.tastemaker.server.recommendation;

import org.tastemaker.engine.data.Profile;

/// What somebody did, as one model takes it: only what it knows and what speaks for something.
///
/// @param profile for the model, in its numbering
/// @param items our ids of the profile's entries, in its order
/// @param deeds what was done with each, in its order
record Evidence(Profile profile, int[] items, Deed[] deeds) {
  static final Evidence NONE = new Evidence(Profile.empty(), new int[0], new Deed[0]);
}
