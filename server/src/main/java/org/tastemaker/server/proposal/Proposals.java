package org.tastemaker.server.proposal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.catalogue.Catalogue;
import org.tastemaker.server.catalogue.CreateResult;
import org.tastemaker.server.catalogue.DeclaredKinds;
import org.tastemaker.server.catalogue.EditResult;
import org.tastemaker.server.catalogue.ItemBodies;
import org.tastemaker.server.catalogue.ItemDraft;
import org.tastemaker.server.catalogue.ItemEditor;
import org.tastemaker.server.catalogue.ItemState;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.catalogue.KindForms;
import org.tastemaker.server.catalogue.NewItem;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.id.Reference;
import org.tastemaker.server.interaction.PersonalData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What people propose for the catalogue. A proposal holds everything that its item will have, and
/// acceptance writes all of it, in one transaction with the decision.
public final class Proposals implements PersonalData {

  static final int MOST_EPISODES = 1_000;
  private static final int MOST_OPEN = 100;
  private static final int LONGEST = 2_000;

  private final ProposalRows rows;
  private final Catalogue catalogue;
  private final ItemEditor editor;
  private final DeclaredKinds kinds;
  private final TransactionTemplate transactions;

  Proposals(
      ProposalRows rows,
      Catalogue catalogue,
      ItemEditor editor,
      DeclaredKinds kinds,
      TransactionTemplate transactions) {
    this.rows = rows;
    this.catalogue = catalogue;
    this.editor = editor;
    this.kinds = kinds;
    this.transactions = transactions;
  }

  /// Notes a proposal.
  ///
  /// @param item what it corrects; null: a new item
  /// @param body a new item, or a JSON merge patch
  /// @param episodes those of a new series, none for anything else
  /// @param note for those who decide
  /// @throws ProblemException 400 or 422 when what is proposed could not be, 404 when there is no
  ///   such item, 409 when too many are open
  public Proposal propose(
      @Nullable Reference item,
      JsonNode body,
      JsonNode episodes,
      @Nullable String note,
      int proposer) {
    if (rows.open(proposer) >= MOST_OPEN) {
      throw ProblemException.conflict(
          "too-many-proposals",
          "%d of your proposals are open; wait until some are decided.".formatted(MOST_OPEN));
    }
    var corrected = item == null ? null : item(item);
    if (corrected != null && !episodes.isEmpty()) {
      throw ProblemException.invalid("episodes", "Episodes go with a new series.");
    }
    check(corrected, body, episodes);
    return rows.add(
        corrected == null ? null : corrected.id(),
        body,
        episodes,
        note == null ? null : text("note", note),
        proposer);
  }

  private ItemState item(Reference reference) {
    var found = catalogue.find(reference);
    return (found.isEmpty() ? Optional.<ItemState>empty() : editor.state(found.getAsInt()))
        .filter(item -> !item.hidden())
        .orElseThrow(() ->
            ProblemException.notFound("no-such-item", "There is no item %s.".formatted(reference)));
  }

  private static String text(String field, String text) {
    if (text.isBlank()) {
      throw ProblemException.invalid(field, "A text is required here.");
    }
    if (text.strip().length() > LONGEST) {
      throw ProblemException.invalid(
          field, "At most %,d characters, not %,d.".formatted(LONGEST, text.strip().length()));
    }
    if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')) {
      throw ProblemException.invalid(field, "No control characters.");
    }
    return text.strip();
  }

  private void check(@Nullable ItemState item, JsonNode body, JsonNode episodes) {
    KindForms forms = kinds.forms();
    if (item == null) {
      items(body, episodes, forms);
    } else {
      ItemBodies.patched(body, item, forms);
    }
  }

  /// A new item, and its episodes behind it.
  private static List<NewItem> items(JsonNode body, JsonNode episodes, KindForms forms) {
    var items = new ArrayList<NewItem>();
    var first = ItemBodies.read(body, forms);
    items.add(first);
    if (!episodes.isEmpty() && !first.draft().kind().equals(Kind.SERIES)) {
      throw ProblemException.invalid("episodes", "Only a series has episodes.");
    }
    for (int i = 0; i < episodes.size(); i++) {
      items.add(episode(i, episodes.get(i), forms).of(first));
    }
    return items;
  }

  private static NewItem episode(int number, JsonNode body, KindForms forms) {
    String field = "episodes[%d]".formatted(number);
    if (!(body instanceof ObjectNode given)) {
      throw ProblemException.invalid(field, "Here belongs an object.");
    }
    ObjectNode episode = given.deepCopy();
    if (!episode.path("kind").asString("episode").equals("episode")) {
      throw ProblemException.invalid(field + ".kind", "It is an episode.");
    }
    try {
      return ItemBodies.read(episode.put("kind", "episode"), forms);
    } catch (ProblemException e) {
      throw new ProblemException(e.status(), e.slug(), field + "." + e.detail(), e.errors());
    }
  }

  /// What a proposal corrects, as it stands; empty where it is a new item, or that one is gone.
  public Optional<ItemDraft> before(Proposal proposal) {
    return proposal.item() == null
        ? Optional.empty()
        : editor.state(proposal.item()).map(ItemState::draft);
  }

  /// The item that acceptance would leave; empty where what it corrects is gone.
  ///
  /// @throws ProblemException 422 when it could not be any more
  public Optional<ItemDraft> after(Proposal proposal) {
    var forms = kinds.forms();
    return proposal.item() == null
        ? Optional.of(ItemBodies.read(proposal.body(), forms).draft())
        : editor
            .state(proposal.item())
            .map(item -> ItemBodies.patched(proposal.body(), item, forms).draft());
  }

  public Optional<Proposal> find(int id) {
    return rows.find(id);
  }

  /// Those of one state, the oldest first.
  ///
  /// @param after go on behind this one
  public List<Proposal> queue(ProposalState state, int after, int limit) {
    return rows.queue(state, after, limit);
  }

  /// What somebody proposed, the newest first.
  ///
  /// @param before go on behind this one
  public List<Proposal> of(int proposer, int before, int limit) {
    return rows.of(proposer, before, limit);
  }

  /// Puts something else in an open proposal's place.
  ///
  /// @param body null: as it is
  /// @param episodes null: as they are
  ///
  /// @throws ProblemException 400 or 422 when that could not be
  public Decision amend(int id, @Nullable JsonNode body, @Nullable JsonNode episodes) {
    return decide(
        id,
        (proposal, status) -> {
          JsonNode newBody = body == null ? proposal.body() : body;
          JsonNode newEpisodes = episodes == null ? proposal.episodes() : episodes;
          ItemState item =
              proposal.item() == null ? null : editor.state(proposal.item()).orElse(null);
          if (proposal.item() != null && item == null) {
            return new Decision.Missing();
          }
          check(item, newBody, newEpisodes);
          rows.amend(id, newBody, newEpisodes);
          return decided(id, List.of());
        });
  }

  private Decision decided(int id, List<Integer> episodes) {
    return new Decision.Decided(rows.find(id).orElseThrow(), episodes);
  }

  private interface Deciding {
    Decision on(Proposal proposal, TransactionStatus status);
  }

  private Decision decide(int id, Deciding deciding) {
    return transactions.execute(status -> {
      Proposal proposal = rows.lock(id).orElse(null);
      if (proposal == null) {
        return new Decision.Missing();
      }
      return proposal.state() == ProposalState.OPEN
          ? deciding.on(proposal, status)
          : new Decision.Closed(proposal);
    });
  }

  /// Makes the item, or the correction.
  ///
  /// @param actor who accepts; null: a program
  public Decision accept(int id, @Nullable Integer actor) {
    return decide(
        id,
        (proposal, _) ->
            proposal.item() == null
                ? acceptNew(proposal, actor)
                : acceptCorrection(proposal, proposal.item(), actor));
  }

  private Decision acceptNew(Proposal proposal, @Nullable Integer actor) {
    var items = items(proposal.body(), proposal.episodes(), kinds.forms());
    return switch (editor.create(items, actor)) {
      case CreateResult.Created(List<ItemState> made) -> {
        rows.decide(proposal.id(), ProposalState.ACCEPTED, null, made.getFirst().id());
        yield decided(
            proposal.id(), made.subList(1, made.size()).stream().map(ItemState::id).toList());
      }
      case CreateResult.KeyTaken taken -> new Decision.KeyTaken(taken);
    };
  }

  private Decision acceptCorrection(Proposal proposal, int item, @Nullable Integer actor) {
    KindForms forms = kinds.forms();
    return switch (editor.edit(
        item, null, now -> ItemBodies.patched(proposal.body(), now, forms), actor)) {
      case EditResult.Edited(ItemState now, var _) -> {
        rows.decide(proposal.id(), ProposalState.ACCEPTED, null, now.id());
        yield decided(proposal.id(), List.of());
      }
      case EditResult.KeyTaken(var key, int other) ->
          new Decision.KeyTaken(new CreateResult.KeyTaken(key, other));
      case EditResult.Missing _, EditResult.Deleted _ -> new Decision.Missing();
      case EditResult.Stale _, EditResult.Used _ ->
          throw new IllegalStateException("A correction is made to whatever stands.");
    };
  }

  /// Declines it, with a reason for who made it.
  ///
  /// @throws ProblemException 400 for no reason, or a text that is none
  public Decision decline(int id, String reason) {
    var said = text("reason", reason);
    return decide(
        id,
        (proposal, _) -> {
          rows.decide(id, ProposalState.DECLINED, said, null);
          return decided(id, List.of());
        });
  }

  /// Takes an open proposal back.
  ///
  /// @param proposer whose it must be
  public Decision takeBack(int id, int proposer) {
    return decide(
        id,
        (proposal, _) -> {
          if (proposal.proposer() != proposer) {
            return new Decision.Missing();
          }
          rows.remove(id);
          return new Decision.Decided(proposal, List.of());
        });
  }

  @Override
  public String name() {
    return "proposals";
  }

  @Override
  public Object of(int person) {
    return rows.of(person, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  @Override
  public void erase(int person) {
    rows.removeAll(person);
  }
}
