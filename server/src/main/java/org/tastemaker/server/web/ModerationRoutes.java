package org.tastemaker.server.web;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.catalogue.ItemBodies;
import org.tastemaker.server.catalogue.ItemDraft;
import org.tastemaker.server.catalogue.KindForm;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.proposal.Decision;
import org.tastemaker.server.proposal.Proposal;
import org.tastemaker.server.proposal.ProposalState;
import org.tastemaker.server.proposal.Proposals;
import tools.jackson.databind.node.ObjectNode;

/// What moderators decide on proposals.
@Hidden
@Controller
@Needs(Permission.CATALOGUE_WRITE)
@RequestMapping("/moderation")
final class ModerationRoutes {
  private static final int SIZE = 25;

  private final Pages pages;
  private final LiveCatalogue live;
  private final Proposals proposals;

  ModerationRoutes(Pages pages, LiveCatalogue live, Proposals proposals) {
    this.pages = pages;
    this.live = live;
    this.proposals = proposals;
  }

  @GetMapping
  View queue(@RequestParam(defaultValue = "0") int after) {
    var index = live.current();
    var found = proposals.queue(ProposalState.OPEN, after, SIZE + 1);
    var part = found.subList(0, Math.min(SIZE, found.size()));
    return pages.show(
        new QueuePage(
            part.stream().map(one -> ProposalEntry.of(one, index)).toList(),
            found.size() > SIZE ? "/moderation?after=" + part.getLast().id() : null));
  }

  @GetMapping("/{id}")
  View proposal(@PathVariable int id) {
    return pages.show(page(found(id), null, null, ""));
  }

  private Proposal found(int id) {
    return proposals.find(id).orElseThrow(() -> noSuchProposal(id));
  }

  private static ProblemException noSuchProposal(int id) {
    return ProblemException.notFound("no-such-proposal", "There is no proposal %d.".formatted(id));
  }

  /// @param typed what a moderator made of it; null: as it was proposed
  /// @param refused why that cannot be; null where nothing was refused
  /// @param reason why it is declined, as far as it was written
  private DecidePage page(
      Proposal proposal,
      @Nullable MultiValueMap<String, String> typed,
      @Nullable ProblemException refused,
      String reason) {
    var entry = ProposalEntry.of(proposal, live.current());
    var wrong = refused;
    ItemForm form = null;
    if (entry.open()) {
      try {
        form = proposed(proposal);
      } catch (ProblemException e) {
        wrong = refused == null ? e : refused;
      }
    }
    var shown = form == null || typed == null ? form : ItemForm.typed(form.form(), typed);
    var errors = errors(wrong, shown);
    return new DecidePage(
        entry,
        form == null ? List.of() : changes(proposal, form),
        shown == null ? List.of() : shown.inputs(errors),
        episodes(proposal),
        FormInput.area("reason", "Why not", reason, "Whoever proposed it reads this.")
            .necessary()
            .in(errors),
        errors);
  }

  /// The item that acceptance would leave; null where what it corrects is gone.
  private @Nullable ItemForm proposed(Proposal proposal) {
    return proposals.after(proposal).map(after -> ItemForm.of(after, form(after))).orElse(null);
  }

  private KindForm form(ItemDraft draft) {
    return live.current().forms().of(draft.kind()).orElseThrow();
  }

  private static FormErrors errors(@Nullable ProblemException refused, @Nullable ItemForm form) {
    if (refused == null) {
      return FormErrors.NONE;
    }
    return form == null ? FormErrors.of(refused.detail()) : Proposing.errors(refused, form);
  }

  private List<DecidePage.Change> changes(Proposal proposal, ItemForm after) {
    var before =
        proposals.before(proposal).map(draft -> ItemForm.of(draft, after.form())).orElse(null);
    return before == null
        ? List.of()
        : after.inputs(FormErrors.NONE).stream()
            .filter(input -> !input.value().equals(before.at(input.name())))
            .map(input ->
                new DecidePage.Change(input.label(), before.at(input.name()), input.value()))
            .toList();
  }

  private static List<String> episodes(Proposal proposal) {
    var episodes = new ArrayList<String>();
    for (var episode : proposal.episodes()) {
      var place = episode.path("attributes");
      episodes.add(
          "%s×%s %s"
              .formatted(
                  place.path("season").asString("?"),
                  place.path("number").asString("?"),
                  episode.path("title").asString("")));
    }
    return episodes;
  }

  @PostMapping("/{id}/amend")
  View amend(@PathVariable int id, @RequestParam MultiValueMap<String, String> fields) {
    try {
      var proposal = found(id);
      var proposed = proposed(proposal);
      if (proposed == null) {
        throw noSuchProposal(id);
      }
      var body = amended(proposal, ItemForm.typed(proposed.form(), fields));
      return decided(id, proposals.amend(id, body, null), "/moderation/" + id, "It is amended.");
    } catch (ProblemException e) {
      return refused(id, fields, e, "");
    }
  }

  /// With what the form has no field for as it was.
  private ObjectNode amended(Proposal proposal, ItemForm form) {
    var body = proposals.before(proposal).map(form::patch).orElseGet(form::body);
    for (var name : proposal.body().propertyNames()) {
      if (!ItemForm.FIELDS.contains(name) && !body.has(name)) {
        body.set(name, proposal.body().get(name));
      }
    }
    if (body.isEmpty()) {
      throw ProblemException.badRequest("nothing-new", "This would change nothing.");
    }
    return body;
  }

  @PostMapping("/{id}/accept")
  View accept(@PathVariable int id, Caller caller) {
    try {
      var title = Wording.brief(Proposing.title(found(id), live.current()));
      return decided(
          id,
          proposals.accept(id, caller.person()),
          "/moderation",
          "%s is accepted.".formatted(title));
    } catch (ProblemException e) {
      return refused(id, null, e, "");
    }
  }

  @PostMapping("/{id}/decline")
  View decline(@PathVariable int id, @RequestParam(defaultValue = "") String reason) {
    try {
      return decided(
          id,
          proposals.decline(id, reason.replace("\r\n", "\n")),
          "/moderation",
          "It is declined, and whoever proposed it reads why.");
    } catch (ProblemException e) {
      return refused(id, null, e, reason);
    }
  }

  /// The page again, with what is wrong.
  ///
  /// @throws ProblemException the same, where it is not about what was sent
  private View refused(
      int id,
      @Nullable MultiValueMap<String, String> typed,
      ProblemException refused,
      String reason) {
    if (refused.status() == HttpStatus.NOT_FOUND || !refused.status().is4xxClientError()) {
      throw refused;
    }
    return pages.show(HttpStatus.BAD_REQUEST, page(found(id), typed, refused, reason));
  }

  private View decided(int id, Decision decision, String next, String sentence) {
    return switch (decision) {
      case Decision.Decided _ -> pages.redirect(next, sentence);
      case Decision.Closed _ -> pages.redirect("/moderation", "Somebody decided on it already.");
      case Decision.KeyTaken(var taken) -> throw ItemBodies.duplicate(taken.key(), taken.item());
      case Decision.Missing _ -> throw noSuchProposal(id);
    };
  }
}
