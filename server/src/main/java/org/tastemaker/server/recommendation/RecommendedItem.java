package org.tastemaker.server.recommendation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.Item;
import org.tastemaker.server.catalogue.Kind;

/// An item of a list.
///
/// @param score the source's own measure: comparable within a list and a source, not between them
/// @param source what put it there: an algorithm's name, `interests`, `popular` or `new`
public record RecommendedItem(
    int id,
    String title,
    Kind kind,
    @Nullable Integer year,
    List<String> genres,
    @Nullable String image,
    float score,
    String source,
    Reason reason) {

  static RecommendedItem of(Item item, float score, String source, Reason reason) {
    return new RecommendedItem(
        item.id(),
        item.title(),
        item.kind(),
        item.year(),
        item.genres(),
        item.imageUrl(),
        score,
        source,
        reason);
  }

  /// The same with its reason in other words.
  RecommendedItem because(String text) {
    return new RecommendedItem(
        id, title, kind, year, genres, image, score, source, new Reason(text, reason.items()));
  }

  /// Why the item is in the list.
  ///
  /// @param text a clause to read: `because you rated Heat and Ronin`
  /// @param items what of the person's own speaks for it most, with its share of the score
  public record Reason(String text, List<Term> items) {}

  /// A term of the score: taking it away lowers the score.
  public record Term(int id, String title, float contribution) {}
}
