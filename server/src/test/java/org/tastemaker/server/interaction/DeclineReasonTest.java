package org.tastemaker.server.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.Credit;
import org.tastemaker.server.catalogue.Item;
import org.tastemaker.server.catalogue.Kind;

/// What a reason to decline an item says of others.
class DeclineReasonTest {
  private static final CatalogueIndex INDEX =
      CatalogueIndex.of(
          List.of(
              item(1, Kind.MOVIE, 1995, "Crime", "en", "Saga", "actor"),
              item(2, Kind.BOOK, 1995, "crime", "en", "saga", "author"),
              item(3, Kind.MOVIE, 1999, "Drama", "fr", null, "actor"),
              item(4, Kind.MOVIE, 2000, "Drama", "en", null, "director"),
              item(5, Kind.MOVIE, null, "Drama", null, null, null)));

  private static Item item(
      int id,
      Kind kind,
      @Nullable Integer year,
      String genre,
      @Nullable String language,
      @Nullable String franchise,
      @Nullable String role) {
    return new Item(
        id,
        kind,
        "Title " + id,
        year,
        List.of(genre),
        role == null ? List.of() : List.of(new Credit("Ann", role)),
        null,
        franchise,
        language,
        null,
        List.of(),
        List.of(),
        List.of(),
        null,
        false);
  }

  /// The items that share it with a movie.
  private static int[] sharers(String reason, String value) {
    return new DeclineReason(reason, value).sharers(Kind.MOVIE, INDEX).toArray();
  }

  @Test
  void genresAndFranchisesReachAllKinds() {
    assertThat(sharers("genre", "Crime")).containsExactly(1, 2);
    assertThat(sharers("franchise", "Saga")).containsExactly(1, 2);
  }

  @Test
  void peopleAreMeantInTheirRole() {
    assertThat(sharers("actor", "Ann")).containsExactly(1, 3);
    assertThat(sharers("author", "Ann")).containsExactly(2);
    assertThat(sharers("person", "Ann")).containsExactly(1, 2, 3, 4);
    assertThat(sharers("actor", "Bob")).isEmpty();
  }

  @Test
  void periodsAndLanguagesReachTheSameKind() {
    assertThat(sharers("period", "1990s")).containsExactly(1, 3);
    assertThat(sharers("language", "en")).containsExactly(1, 4);
  }

  @Test
  void wordsThatSayItAllReachNothing() {
    for (var word : List.of("seen-elsewhere", "not-my-taste", "not-now")) {
      assertThat(new DeclineReason(word, null).sharers(Kind.MOVIE, INDEX).isEmpty()).isTrue();
    }
  }
}
