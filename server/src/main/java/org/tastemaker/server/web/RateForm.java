package org.tastemaker.server.web;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.interaction.Stars;

/// The form by which somebody rates an item.
///
/// @param stars what they gave it so far
/// @param halves whether there are half stars
/// @param place where on the page it stands, in a word: one item may be there twice
/// @param next where to go from there
record RateForm(
    int item, String title, @Nullable Stars stars, boolean halves, String place, String next) {
  private static final int HALF = 50;
  private static final int STAR = 100;
  private static final int MOST = 500;

  /// One of the choices.
  record Step(String id, Stars stars, boolean chosen) {
    String value() {
      return stars.toString();
    }

    String label() {
      return Wording.stars(stars);
    }
  }

  List<Step> steps() {
    int size = halves ? HALF : STAR;
    return IntStream.rangeClosed(1, MOST / size)
        .map(n -> n * size)
        .mapToObj(hundredths ->
            new Step(
                "%s-%d-%d".formatted(place, item, hundredths),
                new Stars(hundredths),
                stars != null && stars.hundredths() == hundredths))
        .toList();
  }

  /// What they gave it, in words.
  String words() {
    return stars == null ? "" : Wording.stars(stars);
  }

  /// The title within a sentence.
  String brief() {
    return Wording.brief(title);
  }
}
