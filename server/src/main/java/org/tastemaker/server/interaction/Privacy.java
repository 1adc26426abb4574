package org.tastemaker.server.interaction;

/// What somebody lets others see.
///
/// @param profile username, bio and since when they are here
/// @param ratings what they rated, and how
/// @param lists what they are recommended, which says much of what they rated
public record Privacy(Visibility profile, Visibility ratings, Visibility lists) {

  /// Of those who have not chosen: what one did is one's own affair until one says otherwise.
  public static final Privacy USUAL =
      new Privacy(Visibility.EVERYONE, Visibility.NOBODY, Visibility.NOBODY);

  /// What of a person others may see or not.
  public enum Part {
    PROFILE,
    RATINGS,
    LISTS
  }

  Visibility of(Part part) {
    return switch (part) {
      case PROFILE -> profile;
      case RATINGS -> ratings;
      case LISTS -> lists;
    };
  }

  /// Whether anybody sees it.
  public boolean shows(Part part) {
    return of(part) == Visibility.EVERYONE;
  }
}
