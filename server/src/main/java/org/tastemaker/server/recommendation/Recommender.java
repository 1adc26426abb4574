package org.tastemaker.server.recommendation;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.ItemFilter;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.http.Permits;
import org.tastemaker.server.id.Reference;
import org.tastemaker.server.interaction.Choices;
import org.tastemaker.server.recommendation.RecommendationList.ModelInfo;
import org.tastemaker.server.recommendation.RecommendedItem.Reason;
import org.tastemaker.server.training.LiveModels;
import org.tastemaker.server.training.ModelRole;
import org.tastemaker.server.training.PublishedModel;

/// What to try next, and why.
///
/// The past of the one who asks (one query) is folded into the live model; filters, consumed and
/// declined items are taken out before anything is ranked; the model scores all that is left in one
/// go; what it has nothing to say about comes after, by popularity; neighbours are spread; every
/// item gets its reason from the model's own terms.
public final class Recommender {
  /// How far a list is settled beyond the page that is shown: so many pages, but not more than so
  /// many items.
  private static final int PAGES_AHEAD = 4;

  private static final int MOST_AHEAD = 200;

  private final LiveCatalogue catalogue;
  private final LiveModels models;
  private final Pasts pasts;
  private final Choices choices;
  private final CandidateCache candidates = new CandidateCache();
  private final LivePopularity popularity;
  private final Diversity diversity;
  private final Permits permits;
  private final RecommendationLog log;
  private final InstantSource clock;
  private final Workspace.Pool workspaces = new Workspace.Pool();

  Recommender(
      LiveCatalogue catalogue,
      LiveModels models,
      Pasts pasts,
      Choices choices,
      LivePopularity popularity,
      Diversity diversity,
      Permits permits,
      RecommendationLog log,
      InstantSource clock) {
    this.catalogue = catalogue;
    this.models = models;
    this.pasts = pasts;
    this.choices = choices;
    this.popularity = popularity;
    this.diversity = diversity;
    this.permits = permits;
    this.log = log;
    this.clock = clock;
  }

  /// Whom a caller means: an outside id that is not known yet is a stranger.
  ///
  /// @throws org.tastemaker.server.http.ProblemException 404 when a bare id is nobody's, or several
  ///   people's
  public Audience audience(Reference reference) {
    return pasts.audience(reference);
  }

  /// A page of the list that the request asks for. Writes nothing but a row of the recommendation
  /// log, later.
  ///
  /// @throws org.tastemaker.server.http.ProblemException 400 for a cursor of another list, 404 for
  ///   a person who does not exist, 503 when there is more to score than can be
  public RecommendationList recommend(RecommendationRequest request) {
    var query = new ListQuery(request);
    var page = page(request, query);
    log(request, query.begun(), page);
    return page;
  }

  /// What anybody might like: a first page for nobody in particular, of which no log is kept.
  ///
  /// @throws org.tastemaker.server.http.ProblemException 503 when there is more to score than can
  ///   be
  public List<RecommendedItem> popular(ItemFilter filter, int limit) {
    var request = new RecommendationRequest(new Audience.Stranger(), filter, limit, null);
    return page(request, new ListQuery(request)).items();
  }

  private RecommendationList page(RecommendationRequest request, ListQuery query) {
    return permits.during(() -> page(request, query, pasts.of(request.audience())));
  }

  private RecommendationList page(RecommendationRequest request, ListQuery query, Past past) {
    var workspace = workspaces.borrow();
    try {
      return page(request, query, past, workspace);
    } finally {
      workspaces.giveBack(workspace);
    }
  }

  private RecommendationList page(
      RecommendationRequest request, ListQuery query, Past past, Workspace workspace) {
    var index = catalogue.current();
    var model = models.of(ModelRole.RANKING).orElse(null);
    var eligible =
        eligible(
            request,
            query,
            past,
            new Eligible(candidates.of(index, request.filter(), model), workspace));
    var aversions = pasts.aversions(past, index);
    var lowered = aversions.lowered(eligible);
    var personal =
        model == null
            ? null
            : Personal.of(model, past.evidence(model, index), aversions).orElse(null);
    var liking = personal == null ? liking(request.audience(), index) : null;
    var ranking =
        new Ranking(eligible, personal, liking, aversions, popularity.of(index), workspace);
    var order = order(request.limit(), query.begun(), ranking, index);
    var page = Arrays.copyOf(order, Math.min(order.length, request.limit()));
    return new RecommendationList(
        query.begun().listId(),
        model == null ? null : ModelInfo.of(model),
        ranking.described(page, index),
        order.length == page.length
            ? null
            : query.next(page, Arrays.copyOfRange(order, page.length, order.length)),
        List.copyOf(eligible.removed()),
        lowered.isEmpty() ? null : lowered,
        page.length == 0 ? note(index) : null);
  }

  /// Why an item would be recommended to somebody; empty where no model would.
  ///
  /// @throws org.tastemaker.server.http.ProblemException as [#recommend]
  public Optional<Reason> reason(Audience audience, int item) {
    var model = models.of(ModelRole.RANKING).orElse(null);
    if (model == null) {
      return Optional.empty();
    }
    var index = catalogue.current();
    return permits.during(() -> reason(model, pasts.of(audience), item, index));
  }

  private Optional<Reason> reason(PublishedModel model, Past past, int item, CatalogueIndex index) {
    return Personal.of(model, past.evidence(model, index), pasts.aversions(past, index))
        .map(personal -> personal.described(index, new int[] {item}).get(item))
        .map(RecommendedItem::reason);
  }

  /// Items to get to know somebody by: popular ones that they have not met, of all kinds and many
  /// genres. Somebody new knows a few of them, and each says something else.
  public List<RecommendedItem> starters(Audience audience, int limit) {
    var past = pasts.of(audience);
    return permits.during(() -> starters(past, limit));
  }

  private List<RecommendedItem> starters(Past past, int limit) {
    var workspace = workspaces.borrow();
    try {
      var index = catalogue.current();
      var model = models.of(ModelRole.RANKING).orElse(null);
      var eligible = new Eligible(candidates.of(index, ItemFilter.ALL, model), workspace);
      eligible.remove("consumed", past.consumed());
      eligible.remove("declined", past.declined());
      var popular = popularity.of(index);
      var varied = popular.best(eligible, limit, new Variety(index, limit)::takes);
      var ranking =
          new Ranking(eligible, null, null, pasts.aversions(past, index), popular, workspace);
      return ranking.described(ranking.best(varied, limit), index);
    } finally {
      workspaces.giveBack(workspace);
    }
  }

  private @Nullable Liking liking(Audience audience, CatalogueIndex index) {
    return audience instanceof Audience.Person(int id)
        ? Liking.of(index, choices.interests(id)).orElse(null)
        : null;
  }

  private static Eligible eligible(
      RecommendationRequest request, ListQuery query, Past past, Eligible eligible) {
    eligible.remove("excluded", request.filter().exclude());
    eligible.remove("consumed", past.consumed());
    eligible.remove("declined", past.declined());
    eligible.remove("earlierPages", query.begun().shown());
    return eligible;
  }

  /// The items of this page and, behind them, what is settled of the pages to come: what the cursor
  /// brought while that lasts, then the best of what is left.
  private int[] order(int limit, Continuation begun, Ranking ranking, CatalogueIndex index) {
    var settled = ranking.stillEligible(begun.upcoming());
    if (settled.length > limit) {
      return settled;
    }
    var best = ranking.best(settled, limit + Math.min(PAGES_AHEAD * limit, MOST_AHEAD));
    return diversity.spread(settled.length, best, item -> series(index, item));
  }

  private static @Nullable String series(CatalogueIndex index, int id) {
    var item = index.item(id);
    return item.series() == null ? item.franchise() : item.series();
  }

  private static String note(CatalogueIndex index) {
    return index.size() == 0
        ? "The catalogue is empty: import a data set, or put items."
        : "Nothing is left to recommend; `removed` says what took the items out.";
  }

  private void log(RecommendationRequest request, Continuation begun, RecommendationList page) {
    var items = new int[page.items().size()];
    for (var at = 0; at < items.length; at++) {
      items[at] = page.items().get(at).id();
    }
    log.add(
        new LoggedList(
            page.listId(),
            begun.shown().length,
            request.audience() instanceof Audience.Person(int id) ? id : null,
            page.model() == null ? null : page.model().id(),
            items.length == 0 ? "none" : page.items().getFirst().source(),
            items,
            clock.instant()));
  }
}
