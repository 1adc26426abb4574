package org.tastemaker.server.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.Item;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.interaction.Stars;
import org.tastemaker.server.recommendation.RecommendedItem;

/// An item as lists show it.
///
/// @param facts kind, year and genres
/// @param note what else is to be said of it here, such as why it is recommended
/// @param form by which it can be rated here
record Card(
    int id, String title, String facts, String cover, String note, @Nullable RateForm form) {
  private static final int GENRES = 2;

  /// With what people think of it.
  static Card of(Item item, CatalogueIndex index) {
    return new Card(
        item.id(),
        item.title(),
        facts(item.kind(), item.year(), item.genres()),
        cover(item.id(), item.imageUrl()),
        average(item.id(), index),
        null);
  }

  /// With the other title that was looked for.
  Card alsoCalled(String other) {
    var said = "Also called " + Wording.brief(other);
    return new Card(id, title, facts, cover, note.isEmpty() ? said : said + " · " + note, form);
  }

  /// With why it is recommended.
  static Card of(RecommendedItem item) {
    return new Card(
        item.id(),
        item.title(),
        facts(item.kind(), item.year(), item.genres()),
        cover(item.id(), item.image()),
        Wording.capital(item.reason().text()),
        null);
  }

  /// To be rated in whole stars.
  ///
  /// @param place where on the page it stands, in a word
  /// @param next where to go from there
  Card rateable(String place, @Nullable Stars stars, String next) {
    return with(new RateForm(id, title, stars, false, place, next));
  }

  Card with(@Nullable RateForm newForm) {
    return new Card(id, title, facts, cover, note, newForm);
  }

  /// Where what it would say goes without saying.
  Card withoutNote() {
    return new Card(id, title, facts, cover, "", form);
  }

  /// The kind, the year and the first genres.
  static String facts(Kind kind, @Nullable Integer year, List<String> genres) {
    var facts = new ArrayList<String>();
    facts.add(Wording.one(kind));
    if (year != null) {
      facts.add(year.toString());
    }
    if (!genres.isEmpty()) {
      facts.add(String.join(", ", genres.subList(0, Math.min(GENRES, genres.size()))));
    }
    return String.join(" · ", facts);
  }

  /// `★ 4.1 from 120 ratings`.
  static String average(int item, CatalogueIndex index) {
    int count = index.ratingCount(item);
    return count == 0
        ? "Not rated yet"
        : String.format(
            Locale.ROOT,
            "★ %.1f from %s",
            index.ratingAverage(item),
            Wording.count(count, "rating", "ratings"));
  }

  /// The address of a picture that the policy of our pages lets through, or of a drawn cover.
  static String cover(int item, @Nullable String image) {
    return image != null && isShown(image) ? image : drawnCover(item);
  }

  private static boolean isShown(String image) {
    return image.startsWith("https://") || (image.startsWith("/") && !image.startsWith("//"));
  }

  static String drawnCover(int item) {
    return "/covers/" + item + ".svg";
  }

  /// The cover that stands in where the picture cannot be loaded.
  String drawnCover() {
    return drawnCover(id);
  }

  String link() {
    return "/items/" + id;
  }
}
