package org.tastemaker.server.web;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.View;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Open;
import org.tastemaker.server.catalogue.Catalogue;
import org.tastemaker.server.catalogue.Item;
import org.tastemaker.server.catalogue.ItemDraft;
import org.tastemaker.server.catalogue.ItemFilter;
import org.tastemaker.server.catalogue.ItemLinks;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.id.Reference;
import org.tastemaker.server.interaction.Comments;
import org.tastemaker.server.interaction.Declines;
import org.tastemaker.server.interaction.Standing;
import org.tastemaker.server.interaction.Standings;
import org.tastemaker.server.recommendation.Audience;
import org.tastemaker.server.recommendation.RecommendedItem.Reason;
import org.tastemaker.server.recommendation.Recommender;
import org.tastemaker.server.recommendation.SimilarItems;

/// An item's own page. To open it is to look, and leaves nothing behind.
@Hidden
@Controller
@Open
final class ItemPageRoutes {
  private static final int SIMILAR = 12;
  private static final int COMMENTS = 50;

  private final Pages pages;
  private final Catalogue catalogue;
  private final LiveCatalogue live;
  private final ItemLinks links;
  private final Standings standings;
  private final Comments comments;
  private final Declines declines;
  private final Recommender recommender;
  private final SimilarItems similar;

  ItemPageRoutes(
      Pages pages,
      Catalogue catalogue,
      LiveCatalogue live,
      ItemLinks links,
      Standings standings,
      Comments comments,
      Declines declines,
      Recommender recommender,
      SimilarItems similar) {
    this.pages = pages;
    this.catalogue = catalogue;
    this.live = live;
    this.links = links;
    this.standings = standings;
    this.comments = comments;
    this.declines = declines;
    this.recommender = recommender;
    this.similar = similar;
  }

  @GetMapping("/items/{id}")
  View item(@PathVariable Reference id, @Nullable Caller caller) {
    var item = visible(id, catalogue, live);
    var draft = catalogue.draft(item.id()).orElseThrow(() -> noSuchItem(id));
    return pages.show(page(item, draft, caller == null ? null : caller.person()));
  }

  /// @throws ProblemException 404 also when the item is hidden
  static Item visible(Reference reference, Catalogue catalogue, LiveCatalogue live) {
    var found = catalogue.find(reference).orElseThrow(() -> noSuchItem(reference));
    return live.current()
        .findItem(found)
        .filter(item -> !item.hidden())
        .orElseThrow(() -> noSuchItem(reference));
  }

  private static ProblemException noSuchItem(Reference reference) {
    return ProblemException.notFound("no-such-item", "There is no item %s.".formatted(reference));
  }

  private ItemPage page(Item item, ItemDraft draft, @Nullable Integer person) {
    var index = live.current();
    var card = Card.of(item, index);
    var standing = person == null ? Standing.NONE : standings.between(person, item.id());
    var form =
        person == null
            ? null
            : new RateForm(item.id(), item.title(), standing.stars(), true, "mine", card.link());
    return new ItemPage(
        card.with(form),
        draft,
        Fact.of(draft, item.id(), index),
        Tie.of(links.of(item.id()), item.id(), index),
        item.keys(),
        person == null || standing.stars() != null ? null : reason(person, item.id()),
        form == null ? null : decline(form, standing),
        standing.watchlist() != null,
        comments.of(item.id(), person, COMMENTS).stream()
            .map(comment -> Said.of(comment, person))
            .toList(),
        alike(item.id()));
  }

  private DeclineForm decline(RateForm form, Standing standing) {
    var declined = standing.decline();
    return new DeclineForm(
        form.item(),
        form.brief(),
        form.next(),
        declined == null ? null : declined.reasons(),
        declines.reasons(form.item()));
  }

  private @Nullable String reason(int person, int item) {
    return recommender
        .reason(new Audience.Person(person), item)
        .map(Reason::text)
        .map(Wording::capital)
        .orElse(null);
  }

  private List<Card> alike(int item) {
    return similar.to(item, ItemFilter.ALL, SIMILAR).items().stream()
        .map(Card::of)
        .map(Card::withoutNote)
        .toList();
  }
}
