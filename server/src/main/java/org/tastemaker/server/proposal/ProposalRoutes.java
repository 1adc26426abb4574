package org.tastemaker.server.proposal;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.catalogue.ItemBodies;
import org.tastemaker.server.http.Cursor;
import org.tastemaker.server.http.Example;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.id.Reference;
import org.tastemaker.server.json.Json;
import tools.jackson.databind.JsonNode;

/// Proposals over HTTP: people make them and see where they stand, those who keep the catalogue
/// amend, accept or decline them.
@RestController
@Tag(name = "Proposals")
class ProposalRoutes {

  private static final int PAGE = 50;

  private final Proposals proposals;

  ProposalRoutes(Proposals proposals) {
    this.proposals = proposals;
  }

  /// What somebody proposes.
  record Proposed(
      @Schema(
              description = "The item to correct: our id, or source:value; absent for a new one",
              example = "42")
          @Nullable String item,
      @Schema(
              description = "A new item as PUT /api/v1/items takes it, or a JSON merge patch",
              type = "object",
              example = "{\"kind\":\"movie\",\"title\":\"Heat\",\"year\":1995}",
              requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable JsonNode body,
      @Schema(description = "The episodes of a new series, at most 1,000", type = "array")
          @Nullable JsonNode episodes,
      @Schema(description = "For those who decide", example = "It was on television last week.")
          @Nullable String note) {}

  /// What is put in its place; what is absent stays.
  record Amendment(
      @Schema(type = "object", example = "{\"kind\":\"movie\",\"title\":\"Heat\",\"year\":1996}")
          @Nullable JsonNode body,
      @Schema(type = "array") @Nullable JsonNode episodes) {}

  /// Why something is declined.
  record Refusal(
      @Schema(example = "We have it: see item 42.", requiredMode = Schema.RequiredMode.REQUIRED)
          @Nullable String reason) {}

  /// A proposal, and where it stands.
  ///
  /// @param state `open`, `accepted` or `declined`
  /// @param proposer there for those who decide
  /// @param result the item that it became or changed
  /// @param createdEpisodes the ids of the episodes, in the answer that accepted them
  record ProposalView(
      int id,
      ProposalState state,
      @Nullable Integer item,
      JsonNode body,
      @Nullable JsonNode episodes,
      @Nullable String note,
      Instant proposedAt,
      @Nullable Integer proposer,
      @Nullable String reason,
      @Nullable Instant decidedAt,
      @Nullable Integer result,
      @Nullable List<Integer> createdEpisodes) {

    static ProposalView of(Proposal proposal, Caller caller) {
      return of(proposal, List.of(), caller);
    }

    static ProposalView of(Proposal proposal, List<Integer> made, Caller caller) {
      return new ProposalView(
          proposal.id(),
          proposal.state(),
          proposal.item(),
          proposal.body(),
          proposal.episodes().isEmpty() ? null : proposal.episodes(),
          proposal.note(),
          proposal.proposedAt(),
          caller.may(Permission.CATALOGUE_WRITE) ? proposal.proposer() : null,
          proposal.reason(),
          proposal.decidedAt(),
          proposal.result(),
          made.isEmpty() ? null : made);
    }
  }

  /// A part of a list.
  ///
  /// @param cursor goes on behind this page; absent on the last one
  record ProposalPage(List<ProposalView> proposals, @Nullable String cursor) {}

  private static final String OPEN =
      """
      {"id":7,"state":"open","body":{"kind":"movie","title":"Heat","year":1995},
      "proposedAt":"2026-05-01T12:00:00Z"}
      """;

  @PostMapping("/api/v1/proposals")
  @Needs(Permission.ME)
  @Operation(
      summary = "Propose an item or a correction",
      description =
          """
          A new item of any kind, a series with its episodes, or a JSON merge patch of an item that is there. \
          What could not be in the catalogue is refused at once. At most 100 may be open.\
          """)
  @Example(
      request = "{\"body\":{\"kind\":\"movie\",\"title\":\"Heat\",\"year\":1995}}",
      response = OPEN)
  ResponseEntity<ProposalView> propose(@RequestBody Proposed proposed, Caller caller) {
    var made =
        proposals.propose(
            proposed.item() == null ? null : reference(proposed.item()),
            required("body", proposed.body()),
            episodes(proposed.episodes()),
            proposed.note(),
            caller.self());
    return ResponseEntity.status(HttpStatus.CREATED)
        .header("Location", "/api/v1/proposals/" + made.id())
        .body(ProposalView.of(made, caller));
  }

  private static JsonNode required(String field, @Nullable JsonNode node) {
    if (node == null || !node.isObject()) {
      throw ProblemException.invalid(field, "Here belongs an object.");
    }
    return node;
  }

  private static JsonNode episodes(@Nullable JsonNode episodes) {
    JsonNode given = Objects.requireNonNullElseGet(episodes, Json.mapper()::createArrayNode);
    if (!given.isArray() || given.size() > Proposals.MOST_EPISODES) {
      throw ProblemException.invalid(
          "episodes", "A list of at most %,d items.".formatted(Proposals.MOST_EPISODES));
    }
    return given;
  }

  private static Reference reference(String text) {
    try {
      return Reference.parse(text);
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalid("item", e.getMessage() + ".");
    }
  }

  @GetMapping("/api/v1/me/proposals")
  @Needs(Permission.ME)
  @Operation(summary = "List what you proposed", description = "The newest first, fifty a page.")
  @Example(response = "{\"proposals\":[" + OPEN + "]}")
  ProposalPage mine(
      @Parameter(description = "The cursor of the answer that this one goes on from")
          @RequestParam(name = "cursor", required = false)
          @Nullable String cursor,
      Caller caller) {
    int before = cursor == null ? Integer.MAX_VALUE : Integer.parseInt(Cursor.read("mine", cursor));
    return page(proposals.of(caller.self(), before, PAGE + 1), "mine", caller);
  }

  private static ProposalPage page(List<Proposal> found, String query, Caller caller) {
    boolean more = found.size() > PAGE;
    var page = more ? found.subList(0, PAGE) : found;
    return new ProposalPage(
        page.stream().map(one -> ProposalView.of(one, caller)).toList(),
        more ? Cursor.of(query, Integer.toString(page.getLast().id())) : null);
  }

  @GetMapping("/api/v1/proposals")
  @Needs(Permission.CATALOGUE_WRITE)
  @Operation(
      summary = "List proposals to decide on",
      description = "The open ones, or those of another `state`; the oldest first, fifty a page.")
  @Example(call = "GET /api/v1/proposals?state=open", response = "{\"proposals\":[" + OPEN + "]}")
  ProposalPage queue(
      @Parameter(description = "open when left out", example = "open")
          @RequestParam(name = "state", required = false)
          @Nullable ProposalState state,
      @Parameter(description = "The cursor of the answer that this one goes on from")
          @RequestParam(name = "cursor", required = false)
          @Nullable String cursor,
      Caller caller) {
    ProposalState wanted = Objects.requireNonNullElse(state, ProposalState.OPEN);
    int after = cursor == null ? 0 : Integer.parseInt(Cursor.read(wanted.text(), cursor));
    return page(proposals.queue(wanted, after, PAGE + 1), wanted.text(), caller);
  }

  @GetMapping("/api/v1/proposals/{id}")
  @Needs(Permission.CATALOGUE_READ)
  @Operation(
      summary = "Show a proposal",
      description = "One's own, with where it stands; those who decide see all.")
  @Example(call = "GET /api/v1/proposals/7", response = OPEN)
  ProposalView show(@PathVariable("id") int id, Caller caller) {
    return proposals
        .find(id)
        .filter(proposal ->
            caller.may(Permission.CATALOGUE_WRITE)
                || Objects.equals(caller.person(), proposal.proposer()))
        .map(proposal -> ProposalView.of(proposal, caller))
        .orElseThrow(() -> noSuchProposal(id));
  }

  @DeleteMapping("/api/v1/proposals/{id}")
  @Needs(Permission.ME)
  @Operation(summary = "Take a proposal back", description = "One's own, while it is open.")
  @Example(call = "DELETE /api/v1/proposals/7")
  ResponseEntity<Void> takeBack(@PathVariable("id") int id, Caller caller) {
    answer(id, proposals.takeBack(id, caller.self()), caller);
    return ResponseEntity.noContent().build();
  }

  @PatchMapping("/api/v1/proposals/{id}")
  @Needs(Permission.CATALOGUE_WRITE)
  @Operation(
      summary = "Amend a proposal",
      description = "Puts another body, or other episodes, in an open proposal's place.")
  @Example(
      call = "PATCH /api/v1/proposals/7",
      request = "{\"body\":{\"kind\":\"movie\",\"title\":\"Heat\",\"year\":1995}}",
      response = OPEN)
  ProposalView amend(@PathVariable("id") int id, @RequestBody Amendment amendment, Caller caller) {
    var body = amendment.body() == null ? null : required("body", amendment.body());
    var episodes = amendment.episodes() == null ? null : episodes(amendment.episodes());
    return answer(id, proposals.amend(id, body, episodes), caller);
  }

  @PostMapping("/api/v1/proposals/{id}/accept")
  @Needs(Permission.CATALOGUE_WRITE)
  @Operation(
      summary = "Accept a proposal",
      description = "Everything that it holds becomes an item, with its episodes, or a change.")
  @Example(
      call = "POST /api/v1/proposals/7/accept",
      response =
          """
          {"id":7,"state":"accepted","body":{"kind":"movie","title":"Heat","year":1995},
          "proposedAt":"2026-05-01T12:00:00Z","decidedAt":"2026-05-02T08:00:00Z","result":42}
          """)
  ProposalView accept(@PathVariable("id") int id, Caller caller) {
    return answer(id, proposals.accept(id, caller.person()), caller);
  }

  @PostMapping("/api/v1/proposals/{id}/decline")
  @Needs(Permission.CATALOGUE_WRITE)
  @Operation(summary = "Decline a proposal", description = "With a reason for who made it.")
  @Example(
      call = "POST /api/v1/proposals/7/decline",
      request = "{\"reason\":\"We have it: see item 42.\"}",
      response =
          """
          {"id":7,"state":"declined","body":{"kind":"movie","title":"Heat","year":1995},
          "proposedAt":"2026-05-01T12:00:00Z","decidedAt":"2026-05-02T08:00:00Z",
          "reason":"We have it: see item 42."}
          """)
  ProposalView decline(@PathVariable("id") int id, @RequestBody Refusal refusal, Caller caller) {
    return answer(
        id, proposals.decline(id, Objects.requireNonNullElse(refusal.reason(), "")), caller);
  }

  private static ProposalView answer(int id, Decision decision, Caller caller) {
    return switch (decision) {
      case Decision.Decided(Proposal proposal, List<Integer> episodes) ->
          ProposalView.of(proposal, episodes, caller);
      case Decision.Closed(Proposal proposal) ->
          throw ProblemException.conflict(
              "proposal-closed",
              "Proposal %d is %s already.".formatted(id, proposal.state().text()));
      case Decision.KeyTaken(var taken) -> throw ItemBodies.duplicate(taken.key(), taken.item());
      case Decision.Missing _ -> throw noSuchProposal(id);
    };
  }

  private static ProblemException noSuchProposal(int id) {
    return ProblemException.notFound("no-such-proposal", "There is no proposal %d.".formatted(id));
  }
}
