package org.tastemaker.server.web;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.interaction.DeclineReason;

/// @param ratings how many ratings the person gave so far
/// @param personal whether something that the person did speaks for what is shown
/// @param starters what they are asked to rate before there is something to go by
/// @param reasons what each of the cards can be declined for, by item
/// @param more the next part of the list
/// @param next where forms come back to
record RecommendPage(
    RecommendQuery query,
    List<Choice> kinds,
    List<Choice> genres,
    int ratings,
    boolean personal,
    List<Card> starters,
    List<Card> cards,
    Map<Integer, List<DeclineReason>> reasons,
    @Nullable String more,
    String next)
    implements Page {

  /// One of the lists.
  record Tab(String link, String label, @Nullable String current) {}

  List<Tab> tabs() {
    return Arrays.stream(RecommendQuery.Show.values())
        .map(show ->
            new Tab(
                new RecommendQuery(show, query.kind(), null, null).link().toString(),
                show.label(),
                show == query.shown() ? "page" : null))
        .toList();
  }

  boolean isByGenre() {
    return query.shown() == RecommendQuery.Show.GENRE;
  }

  boolean isForYou() {
    return query.shown() == RecommendQuery.Show.YOU;
  }

  @Nullable DeclineForm decline(Card card) {
    return card.form() == null
        ? null
        : DeclineForm.of(card.form(), reasons.getOrDefault(card.id(), List.of()));
  }

  int enough() {
    return Own.ENOUGH;
  }

  /// The list from its beginning, made anew.
  String refresh() {
    return query.link().toString();
  }

  /// What the list goes by.
  String basis() {
    if (!isForYou() && !isByGenre()) {
      return "What people here rate highest, whoever you are.";
    }
    if (personal) {
      return "Worked out just now from %s. Whatever you rate counts at once."
          .formatted(
              ratings == 0
                  ? "what you did"
                  : Wording.count(ratings, "rating", "ratings") + " of yours");
    }
    return ratings == 0
        ? "You have rated nothing yet, so this is what is popular."
        : "Nothing that you rated speaks for these, so they come by popularity.";
  }
}
