package org.tastemaker.server.importing;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.catalogue.Catalogue;
import org.tastemaker.server.catalogue.DeclaredKinds;
import org.tastemaker.server.catalogue.KindForms;
import org.tastemaker.server.importing.FilePlan.Role;
import org.tastemaker.server.importing.ImportReport.FileReport;
import org.tastemaker.server.interaction.BulkActivities;
import org.tastemaker.server.interaction.BulkInteractions;
import org.tastemaker.server.interaction.People;

/// Takes other systems' data in.
///
/// An import may be killed at any moment: run again it goes on with the first chunk that was not
/// taken, and nothing is doubled. The same file again changes nothing.
public final class Importer implements AutoCloseable {

  private final Catalogue catalogue;
  private final DeclaredKinds kinds;
  private final People people;
  private final BulkInteractions ratings;
  private final BulkActivities activities;
  private final ImportProgress progress;
  private final TransactionTemplate transactions;
  private final ImportingSettings settings;
  private final Clock clock = Clock.systemUTC();
  private final Lock oneAtATime = new ReentrantLock();
  private volatile @Nullable Course running;
  private volatile boolean closed;

  Importer(
      Catalogue catalogue,
      DeclaredKinds kinds,
      People people,
      BulkInteractions ratings,
      BulkActivities activities,
      JdbcClient jdbc,
      TransactionTemplate transactions,
      ImportingSettings settings) {
    this.settings = settings;
    this.catalogue = catalogue;
    this.kinds = kinds;
    this.people = people;
    this.ratings = ratings;
    this.activities = activities;
    this.progress = new ImportProgress(jdbc);
    this.transactions = transactions;
  }

  /// Takes everything that a request names.
  ///
  /// @param rejectsFolder where rejected rows are listed
  /// @throws ImportException when nothing can be made of it; the message says what to do
  public ImportReport run(ImportRequest request, Path rejectsFolder, ImportListener listener) {
    ImportPlan plan = Recognition.plan(request);
    plan.check();
    oneAtATime.lock();
    try (var rejects = new Rejects(rejectsFolder, plan.source(), clock.instant())) {
      var course = new Course(listener, plan.files());
      running = course;
      if (closed) {
        course.stop();
      }
      return run(plan, course, rejects);
    } finally {
      running = null;
      oneAtATime.unlock();
    }
  }

  private ImportReport run(ImportPlan plan, Course course, Rejects rejects) {
    Instant start = clock.instant();
    var running = new Running(plan, course, rejects);
    boolean whole = running.run();
    return new ImportReport(
        plan.source(),
        plan.layout(),
        running.reports,
        plan.leftOut(),
        !whole,
        Duration.between(start, clock.instant()),
        rejects.path().map(Path::toString));
  }

  /// Has a running import end after what it is writing, and waits for that.
  @Override
  public void close() {
    closed = true;
    Course course = running;
    if (course != null) {
      course.stop();
    }
    awaitEnd();
  }

  private void awaitEnd() {
    oneAtATime.lock();
    try {
      running = null;
    } finally {
      oneAtATime.unlock();
    }
  }

  /// One import on its way.
  private final class Running {
    private final ImportPlan plan;
    private final Course course;
    private final Rejects rejects;
    private final List<FileReport> reports = new ArrayList<>();

    Running(ImportPlan plan, Course course, Rejects rejects) {
      this.plan = plan;
      this.course = course;
      this.rejects = rejects;
    }

    /// False when asked to stop before the end.
    boolean run() {
      plan.kind().ifPresent(kinds::ensure);
      KindForms forms = kinds.forms();
      var items = new ItemsImport(plan, forms, catalogue, rejects, course);
      Optional<Set<String>> described =
          plan.bringsItems() ? Optional.of(ItemsImport.ids(plan, forms)) : Optional.empty();
      String itemFiles = itemFiles();
      boolean whole = described.isEmpty() || describe(items, described.get(), itemFiles);
      for (FilePlan file : plan.of(Role.INTERACTIONS)) {
        whole = whole && take(file, described, itemFiles);
      }
      return whole;
    }

    private String itemFiles() {
      return plan.files().stream()
          .filter(file -> file.role() != Role.INTERACTIONS)
          .map(file -> file.file().sha256())
          .collect(Collectors.joining());
    }

    /// Items, links and tags: one thing, taken as a whole.
    private boolean describe(ItemsImport items, Set<String> ids, String itemFiles) {
      FilePlan first = plan.of(Role.ITEMS).getFirst();
      var key = new ImportProgress.Key(plan.source(), mapping(first), Fingerprint.of(itemFiles));
      ImportProgress.State state = progress.begin(key, first.file().name());
      if (state.finishedAt().isPresent()) {
        plan.files().stream()
            .filter(file -> file.role() != Role.INTERACTIONS)
            .forEach(file -> skip(file, Counts.NONE, state.finishedAt().get()));
        return true;
      }
      Instant start = clock.instant();
      boolean whole = items.run(ids);
      List<FileReport> described = items.reports(Duration.between(start, clock.instant()));
      reports.addAll(described);
      if (whole) {
        progress.finish(
            key, described.stream().map(FileReport::rows).reduce(Counts.NONE, Counts::plus));
      }
      return whole;
    }

    private String mapping(FilePlan file) {
      return file.mapping() + plan.kind().map(kind -> " " + kind).orElse("");
    }

    private void skip(FilePlan file, Counts counts, Instant when) {
      course.end(file.file());
      reports.add(
          new FileReport(
              file.file().name(),
              file.what(),
              new Counts(0, 0, counts.taken() + counts.unchanged(), 0),
              Duration.ZERO,
              "taken before, on %s; nothing to do".formatted(when)));
    }

    /// Ratings are read again when the items of the set are others than before, since the newest
    /// wins; counts never are, since they add up.
    private boolean take(FilePlan file, Optional<Set<String>> described, String itemFiles) {
      String items = file.addsUp() ? "" : " " + Fingerprint.of(itemFiles);
      var key = new ImportProgress.Key(plan.source(), file.mapping() + items, file.file().sha256());
      ImportProgress.State state = progress.begin(key, file.file().name());
      if (state.finishedAt().isPresent()) {
        skip(file, state.counts(), state.finishedAt().get());
        return true;
      }
      var reading =
          new InteractionsImport(
              plan, file, described, people, catalogue, rejects, course, settings);
      boolean whole;
      Instant start = clock.instant();
      try (var writer = new ChunkWriter(ratings, activities, progress, transactions, key, state)) {
        whole = reading.run(writer);
        writer.finish();
      }
      if (whole) {
        progress.finish(key);
      }
      Duration took = Duration.between(start, clock.instant());
      report(file, state, progress.begin(key, file.file().name()).counts(), took);
      return whole;
    }

    private void report(FilePlan file, ImportProgress.State before, Counts counts, Duration took) {
      long earlier = before.counts().read();
      String note =
          earlier == 0 ? "" : "went on after %,d rows that were taken before".formatted(earlier);
      reports.add(new FileReport(file.file().name(), file.what(), counts, took, note));
    }
  }
}
