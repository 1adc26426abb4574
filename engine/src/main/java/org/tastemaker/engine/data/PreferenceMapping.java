package org.tastemaker.engine.data;

/// How behaviour becomes preference: a number ≥ 0, where 0 is no evidence and 1 the evidence of one
/// clear liking. It is stored beside every model trained with it.
///
/// A rating below `likedFrom` is no evidence for an item, never positive evidence. From there on
/// every further star adds `perStar`. An activity counts `perActivity · log₂(1 + count)`: the first
/// play says most, the hundredth hardly more than the ninetieth.
///
/// @param likedFrom stars (0–5) from which a rating is a liking
/// @param perStar preference that every star above `likedFrom` adds to 1
/// @param perView preference of a first view, and so on for the other activities
public record PreferenceMapping(
    double likedFrom,
    double perStar,
    double perView,
    double perPlay,
    double perPurchase,
    double perInstall) {

  public PreferenceMapping {
    if (!(likedFrom >= 0 && likedFrom <= 5)) {
      throw new IllegalArgumentException(
          "likedFrom is a number of stars from 0 to 5, not " + likedFrom + ".");
    }
    checkWeight("perStar", perStar);
    checkWeight("perView", perView);
    checkWeight("perPlay", perPlay);
    checkWeight("perPurchase", perPurchase);
    checkWeight("perInstall", perInstall);
  }

  /// Likings from 3.5 stars on; one play is worth half a liking, one purchase or installation a
  /// whole one.
  public PreferenceMapping() {
    this(3.5, 0, 0.25, 0.5, 1, 1);
  }

  private static void checkWeight(String name, double weight) {
    if (!(weight >= 0 && weight <= 1000)) {
      throw new IllegalArgumentException(name + " is a weight from 0 to 1000, not " + weight + ".");
    }
  }

  /// The preference that a rating in stars shows.
  public float ofRating(double stars) {
    return stars < likedFrom ? 0 : (float) (1 + perStar * (stars - likedFrom));
  }

  /// The preference that doing something `count` times shows.
  public float ofCount(Activity activity, long count) {
    double first =
        switch (activity) {
          case VIEWED -> perView;
          case PLAYED -> perPlay;
          case PURCHASED -> perPurchase;
          case INSTALLED -> perInstall;
        };
    return count <= 0 ? 0 : (float) (first * Math.log1p((double) count) / Math.log(2));
  }
}
