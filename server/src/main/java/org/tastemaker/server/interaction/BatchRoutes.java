package org.tastemaker.server.interaction;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.http.Example;
import org.tastemaker.server.http.FieldError;
import org.tastemaker.server.http.ProblemException;
import tools.jackson.databind.JsonNode;

/// Interactions by the thousand over HTTP.
@RestController
@Needs(Permission.PEOPLE_ACT)
@Tag(name = "Interactions")
class BatchRoutes {

  private static final int MOST = 10_000;

  private final InteractionBatches batches;
  private final BatchReader reader = new BatchReader(Clock.systemUTC());

  BatchRoutes(InteractionBatches batches) {
    this.batches = batches;
  }

  /// What a caller sends.
  record BatchBody(
      @ArraySchema(schema = @Schema(implementation = BatchRow.class), minItems = 1, maxItems = MOST)
          @Nullable List<@Nullable JsonNode> interactions) {}

  /// A row as the API's description shows it.
  record BatchRow(
      @Schema(
              allowableValues = {
                "rating",
                "view",
                "play",
                "purchase",
                "install",
                "progress",
                "decline"
              })
          String type,
      @Schema(description = "Our id, or source:value", example = "shop:ann") String user,
      @Schema(description = "Our id, or source:value", example = "shop:heat") String item,
      @Schema(description = "Of a rating: from 0 to 5", example = "4.5") @Nullable Double stars,
      @Schema(description = "How often; once when left out", example = "3") @Nullable Integer count,
      @Schema(description = "Of progress: from 0 to 1", example = "0.5") @Nullable Double share,
      @Schema(description = "Of progress: the episode reached") @Nullable Integer episode,
      @Schema(description = "Of progress: spent so far") @Nullable Double hours,
      @Schema(description = "Of a decline: why; for which reasons there are, see an item's")
          @Nullable List<DeclineReason> reasons,
      @Schema(description = "Of the watchlist: a note to oneself") @Nullable String note,
      @Schema(description = "Of a comment") @Nullable String text,
      @Schema(description = "Takes back a rating, progress or decline, or leaves the watchlist")
          @Nullable Boolean withdraw,
      @Schema(format = "date-time", description = "When; now when left out")
          @Nullable String occurredAt) {}

  /// What became of a batch.
  ///
  /// @param counts how many rows had which result
  /// @param results of each row, in their order; `invalid` for one that could not be read
  /// @param errors what is wrong with the rows that were refused
  record BatchAnswer(Map<String, Integer> counts, List<String> results, List<RowError> errors) {}

  /// What is wrong with a row.
  ///
  /// @param row its place in the batch, from 0
  record RowError(int row, String field, String message) {}

  @PostMapping("/api/v1/interactions:batch")
  @Operation(
      summary = "Send interactions",
      description =
          """
          Up to 10,000 ratings, views, plays, purchases, installs, progresses, declines, entries of watchlists and comments, mixed. A wrong row is \
          refused by itself; the others are taken, all in one transaction. Users and items of \
          unknown outside ids are made, unless strict. With an `Idempotency-Key` a batch counts once, \
          however often it is sent.\
          """)
  @Example(
      call = "POST /api/v1/interactions:batch",
      request =
          """
          {"interactions":[
          {"type":"rating","user":"shop:ann","item":"shop:heat","stars":4.5,"occurredAt":"2026-01-31T20:15:00Z"},
          {"type":"play","user":"shop:ann","item":"shop:song-7","count":3},
          {"type":"rating","user":"shop:bob","item":"shop:heat","stars":9}]}
          """,
      response =
          """
          {"counts":{"counted":1,"invalid":1,"rated":1},"results":["rated","counted","invalid"],
          "errors":[{"row":2,"field":"stars","message":"A rating is a number from 0 to 5, not 9."}]}
          """)
  BatchAnswer take(
      @Parameter(description = "Refuse unknown users and items instead of making them")
          @RequestParam(defaultValue = "false")
          boolean strict,
      @RequestBody BatchBody body,
      Caller caller) {
    var rows = rowsOf(body);
    var errors = new ArrayList<RowError>();
    var results = new String[rows.size()];
    var good = new ArrayList<Interaction>(rows.size());
    var places = new ArrayList<Integer>(rows.size());
    for (int n = 0; n < results.length; n++) {
      var read = reader.read(rows.get(n));
      if (read.interaction() == null) {
        results[n] = "invalid";
        for (FieldError error : read.errors()) {
          errors.add(new RowError(n, error.field(), error.message()));
        }
      } else {
        good.add(read.interaction());
        places.add(n);
      }
    }
    var outcomes = batches.take(good, strict, caller.person());
    for (int i = 0; i < outcomes.length; i++) {
      results[places.get(i)] = outcomes[i].label();
      note(places.get(i), good.get(i), outcomes[i], errors);
    }
    return answer(results, errors);
  }

  private static List<@Nullable JsonNode> rowsOf(BatchBody body) {
    var rows = body.interactions();
    if (rows == null || rows.isEmpty()) {
      throw ProblemException.invalid("interactions", "At least one interaction is required here.");
    }
    if (rows.size() > MOST) {
      throw ProblemException.invalid(
          "interactions",
          "At most 10,000 interactions, not %d; send several batches.".formatted(rows.size()));
    }
    return rows;
  }

  private void note(int row, Interaction interaction, Outcome outcome, List<RowError> errors) {
    switch (outcome) {
      case NO_SUCH_USER ->
          errors.add(
              new RowError(row, "user", "There is no user %s.".formatted(interaction.user())));
      case NO_SUCH_ITEM ->
          errors.add(
              new RowError(row, "item", "There is no item %s.".formatted(interaction.item())));
      case NO_SUCH_REASON -> {
        var complaint = batches.complaint(interaction);
        errors.add(new RowError(row, complaint.field(), complaint.message()));
      }

      case RATED,
          CHANGED,
          UNCHANGED,
          OUTDATED,
          OVERRIDDEN,
          COUNTED,
          DECLINED,
          PROGRESSED,
          LISTED,
          COMMENTED,
          WITHDRAWN -> {}
    }
  }

  private static BatchAnswer answer(String[] results, List<RowError> errors) {
    var counts = new TreeMap<String, Integer>();
    for (String result : results) {
      counts.merge(result, 1, Integer::sum);
    }
    errors.sort(Comparator.comparingInt(RowError::row));
    return new BatchAnswer(counts, List.of(results), errors);
  }
}
