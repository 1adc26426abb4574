package org.tastemaker.server.proposal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.catalogue.CreateResult;
import org.tastemaker.server.catalogue.DeclaredKinds;
import org.tastemaker.server.catalogue.EditResult;
import org.tastemaker.server.catalogue.ItemBodies;
import org.tastemaker.server.catalogue.ItemEditor;
import org.tastemaker.server.catalogue.ItemState;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.catalogue.KindForms;
import org.tastemaker.server.catalogue.NewItem;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.interaction.PersonalData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What people propose for the catalogue. A proposal holds everything that its item will have, and
/// acceptance writes all of it, in one transaction with the decision.
final class Proposals implements PersonalData {

  static final int MOST_EPISODES = 1_000;

  private final ProposalRows rows;
  private final ItemEditor editor;
  private final DeclaredKinds kinds;
  private final TransactionTemplate transactions;

  Proposals(
      ProposalRows rows, ItemEditor editor, DeclaredKinds kinds, TransactionTemplate transactions) {
    this.rows = rows;
    this.editor = editor;
    this.kinds = kinds;
    this.transactions = transactions;
  }

  /// Notes a proposal.
  ///
  /// @param item what it corrects; null: a new item
  /// @throws ProblemException 400 or 422 when what is proposed could not be
  Proposal propose(
      @Nullable ItemState item,
      JsonNode body,
      JsonNode episodes,
      @Nullable String note,
      int proposer) {
    check(item, body, episodes);
    return rows.add(item == null ? null : item.id(), body, episodes, note, proposer);
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

  int open(int proposer) {
    return rows.open(proposer);
  }

  Optional<Proposal> find(int id) {
    return rows.find(id);
  }

  List<Proposal> queue(ProposalState state, int after, int limit) {
    return rows.queue(state, after, limit);
  }

  List<Proposal> of(int proposer, int before, int limit) {
    return rows.of(proposer, before, limit);
  }

  /// Puts something else in an open proposal's place.
  ///
  /// @param body null: as it is
  /// @param episodes null: as they are
  Decision amend(int id, @Nullable JsonNode body, @Nullable JsonNode episodes) {
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
  Decision accept(int id, @Nullable Integer actor) {
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

  Decision decline(int id, String reason) {
    return decide(
        id,
        (proposal, _) -> {
          rows.decide(id, ProposalState.DECLINED, reason, null);
          return decided(id, List.of());
        });
  }

  /// Takes an open proposal back.
  ///
  /// @param proposer whose it must be
  Decision takeBack(int id, int proposer) {
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
