package org.tastemaker.server.job;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.http.Cursor;
import org.tastemaker.server.http.Example;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.json.Json;
import tools.jackson.databind.JsonNode;

/// The routes of background work.
@RestController
@Needs(Permission.JOBS_MANAGE)
@RequestMapping("/api/v1/jobs")
@Tag(name = "Jobs", description = "Training, imports and other background work.")
final class JobRoutes {
  private static final int LINES = 200;

  private final Jobs jobs;
  private final JobWatch watch;
  private final JobStream stream;

  JobRoutes(Jobs jobs, JobWatch watch, JobStream stream) {
    this.jobs = jobs;
    this.watch = watch;
    this.stream = stream;
  }

  /// What a caller asks for.
  record JobRequest(
      @JsonProperty(required = true) String kind,
      @Nullable JsonNode parameters,
      @Nullable String reason) {
    JobRequest {
      if (reason != null && reason.length() > 200) {
        throw new IllegalArgumentException("reason has at most 200 characters.");
      }
    }
  }

  /// A page of jobs.
  ///
  /// @param next the cursor of the page after; absent on the last
  record JobList(List<Job> jobs, @Nullable String next) {}

  /// The lines of a log.
  record JobLog(List<JobLine> lines) {}

  @PostMapping
  @Operation(
      summary = "Ask for background work",
      description =
          "Queues a job and answers at once; its address tells how it goes. A training that already"
              + " waits with the same parameters is not queued twice: the answer names the waiting"
              + " one.")
  @Example(
      request = "{\"kind\": \"train\", \"parameters\": {\"roles\": [\"ranking\"]}}",
      response =
          "{\"id\": 7, \"kind\": \"train\", \"parameters\": {\"roles\": [\"ranking\"]}, \"state\":"
              + " \"queued\", \"reason\": \"asked for over HTTP\", \"requestedAt\":"
              + " \"2026-01-31T12:00:00Z\", \"dueAt\": \"2026-01-31T12:00:00Z\", \"attempts\": 0,"
              + " \"cancelRequested\": false, \"progress\": 0.0, \"step\": \"\"}")
  ResponseEntity<Job> request(@RequestBody JobRequest request, Caller caller) {
    var parameters =
        request.parameters() == null ? Json.mapper().createObjectNode() : request.parameters();
    var reason = request.reason() == null ? "asked for over HTTP" : request.reason();
    try {
      var requested = jobs.request(request.kind(), parameters, reason, caller.person());
      return ResponseEntity.accepted()
          .location(URI.create("/api/v1/jobs/" + requested.id()))
          .body(existing(requested.id()));
    } catch (IllegalArgumentException refused) {
      var field = jobs.kinds().contains(request.kind()) ? "parameters" : "kind";
      throw ProblemException.invalid(field, String.valueOf(refused.getMessage()));
    }
  }

  @GetMapping
  @Operation(
      summary = "List jobs, newest first",
      description = "`next` of an answer is the `cursor` of the page after it.")
  @Example(
      call = "GET /api/v1/jobs?kind=train&limit=10",
      response =
          "{\"jobs\": [{\"id\": 7, \"kind\": \"train\", \"parameters\": {}, \"state\": \"running\","
              + " \"reason\": \"scheduled\", \"requestedAt\": \"2026-01-31T12:00:00Z\", \"dueAt\":"
              + " \"2026-01-31T12:00:00Z\", \"startedAt\": \"2026-01-31T12:00:01Z\", \"owner\":"
              + " \"host-4711\", \"attempts\": 1, \"cancelRequested\": false, \"progress\": 0.4,"
              + " \"step\": \"ImplicitAls sweep 5 of 16\"}]}")
  JobList list(
      @RequestParam(required = false) @Nullable String kind,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(defaultValue = "20") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    if (kind != null && !jobs.kinds().contains(kind)) {
      throw ProblemException.invalid(
          "kind",
          "There is no kind of job \"%s\"; there are %s."
              .formatted(kind, String.join(", ", jobs.kinds())));
    }
    if (limit < 1 || limit > 200) {
      throw ProblemException.invalid("limit", "limit is from 1 to 200.");
    }
    var query = "jobs " + kind + " " + state;
    long before = cursor == null ? Long.MAX_VALUE : Long.parseLong(Cursor.read(query, cursor));
    var chosen = state == null ? null : state(state);
    var page = jobs.recent(new JobFilter(kind, chosen, before, limit));
    var next = page.size() < limit ? null : Cursor.of(query, Long.toString(page.getLast().id()));
    return new JobList(page, next);
  }

  private static JobState state(String label) {
    return JobState.labelled(label)
        .orElseThrow(() ->
            ProblemException.invalid(
                "state",
                "There is no state \"%s\"; there are %s."
                    .formatted(
                        label,
                        Arrays.stream(JobState.values())
                            .map(JobState::label)
                            .collect(Collectors.joining(", ")))));
  }

  @GetMapping("/{id}")
  @Operation(summary = "One job as it stands")
  @Example(
      call = "GET /api/v1/jobs/7",
      response =
          "{\"id\": 7, \"kind\": \"train\", \"parameters\": {}, \"state\": \"succeeded\","
              + " \"reason\": \"scheduled\", \"requestedAt\": \"2026-01-31T12:00:00Z\", \"dueAt\":"
              + " \"2026-01-31T12:00:00Z\", \"startedAt\": \"2026-01-31T12:00:01Z\","
              + " \"finishedAt\": \"2026-01-31T12:00:09Z\", \"attempts\": 1, \"cancelRequested\":"
              + " false, \"progress\": 1.0, \"step\": \"publishing\", \"outcome\": {}}")
  Job one(@PathVariable long id) {
    return existing(id);
  }

  @GetMapping("/{id}/log")
  @Operation(summary = "The last lines of a job's log, oldest first")
  @Example(
      call = "GET /api/v1/jobs/7/log",
      response =
          "{\"lines\": [{\"at\": \"2026-01-31T12:00:02Z\", \"line\": \"100,004 ratings of 671"
              + " people for 9,066 items\"}]}")
  JobLog log(@PathVariable long id) {
    return new JobLog(jobs.log(existing(id).id(), LINES));
  }

  @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Operation(
      summary = "A job's progress, live",
      description =
          "Server-sent events: `job` with the job as it stands, at once and on every change, then"
              + " `end`. Comments keep the line open. After a break connect again: the first event"
              + " is the present state.")
  @Example(
      call = "GET /api/v1/jobs/7/events",
      response =
          "event: job\nid: 7\ndata: {\"id\": 7, \"state\": \"running\", \"progress\": 0.4,"
              + " \"step\": \"ImplicitAls sweep 5 of 16\"}\n\n")
  void events(@PathVariable long id, HttpServletResponse response)
      throws IOException, InterruptedException {
    existing(id);
    if (watch.isFull()) {
      throw ProblemException.unavailable(
          "too-many-streams",
          "Too many streams are open. Ask for the job itself now and then, or try again later.",
          Duration.ofSeconds(10));
    }
    response.setContentType("text/event-stream;charset=UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    stream.write(id, response.getOutputStream());
  }

  @DeleteMapping("/{id}")
  @Operation(
      summary = "Cancel a job",
      description =
          "A job that waits is cancelled at once (200); one that runs is told to stop and does so"
              + " within about a second (202). Cancelling a cancelled job changes nothing.")
  @Example(
      call = "DELETE /api/v1/jobs/7",
      response =
          "{\"id\": 7, \"kind\": \"train\", \"parameters\": {}, \"state\": \"cancelled\","
              + " \"reason\": \"scheduled\", \"requestedAt\": \"2026-01-31T12:00:00Z\", \"dueAt\":"
              + " \"2026-01-31T12:00:00Z\", \"finishedAt\": \"2026-01-31T12:00:09Z\", \"attempts\":"
              + " 0, \"cancelRequested\": true, \"progress\": 0.0, \"step\": \"\"}")
  ResponseEntity<Job> cancel(@PathVariable long id, Caller caller) {
    return switch (jobs.cancel(id, caller.person())) {
      case CancelResult.Cancelled _ -> ResponseEntity.ok(existing(id));
      case CancelResult.Cancelling _ -> ResponseEntity.accepted().body(existing(id));
      case CancelResult.AlreadyEnded(var state) when state == JobState.CANCELLED ->
          ResponseEntity.ok(existing(id));
      case CancelResult.AlreadyEnded(var state) ->
          throw ProblemException.conflict(
              "job-has-ended", "Job %d has %s already.".formatted(id, state.label()));
      case CancelResult.NoSuchJob _ -> throw noSuchJob(id);
    };
  }

  private Job existing(long id) {
    return jobs.find(id).orElseThrow(() -> noSuchJob(id));
  }

  private static ProblemException noSuchJob(long id) {
    return ProblemException.notFound("no-such-job", "There is no job " + id + ".");
  }
}
