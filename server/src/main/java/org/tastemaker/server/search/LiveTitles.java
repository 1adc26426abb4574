package org.tastemaker.server.search;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tastemaker.server.catalogue.CatalogueIndex;
import org.tastemaker.server.catalogue.Item;
import org.tastemaker.server.http.ProblemException;

/// The titles of the catalogue as they were a moment ago.
///
/// They are read when somebody first searches, or a while after the start, so that the start does
/// not wait for them; from then on a thread takes over what changes, several times a second. Which
/// items are new costs a look at what two states of the catalogue do not share; ratings change
/// nothing here.
///
/// What changed is in a small index of its own, made anew with each change, until it has grown
/// enough to read all titles again.
final class LiveTitles implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveTitles.class);

  /// After work, so many times as long no work: a long import has better use for the processor. Not
  /// for longer than people wait for a new title.
  private static final int REST = 4;

  private static final Duration LONGEST_REST = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Supplier<CatalogueIndex> catalogue;
  private final SearchSettings settings;
  private final ReentrantLock writing = new ReentrantLock();
  private final CountDownLatch used = new CountDownLatch(1);
  private CatalogueIndex shown = CatalogueIndex.EMPTY;
  private volatile @Nullable Titles titles;
  private @Nullable Thread thread;
  private volatile boolean closed;

  LiveTitles(Supplier<CatalogueIndex> catalogue, SearchSettings settings) {
    this.catalogue = catalogue;
    this.settings = settings;
  }

  /// Begins to follow, in a while; by a thread of its own that busy requests do not hold up.
  void start() {
    thread = Thread.ofPlatform().name("title-follower").daemon().start(this::follow);
  }

  /// The titles, once they are read.
  ///
  /// @throws ProblemException 503 when that takes too long
  Titles titles() {
    var ready = titles;
    return ready == null ? read() : ready;
  }

  private Titles read() {
    try {
      if (!writing.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
        throw notReady();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notReady();
    }
    try {
      return titles == null ? filled() : titles;
    } finally {
      writing.unlock();
    }
  }

  private static ProblemException notReady() {
    return ProblemException.unavailable(
        "search-not-ready", "The titles are still being read; try again in a moment.", PATIENCE);
  }

  private void follow() {
    try {
      boolean _ = used.await(settings.warmUp().toNanos(), TimeUnit.NANOSECONDS);
      while (!closed) {
        long start = System.nanoTime();
        catchUpOrComplain();
        var rest = Duration.ofNanos(System.nanoTime() - start).multipliedBy(REST);
        Thread.sleep(
            settings.follow().plus(rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void catchUpOrComplain() {
    writing.lock();
    try {
      if (!closed) {
        catchUp();
      }
    } catch (RuntimeException e) {
      LOG.atWarn().setCause(e).log("The titles to search could not be refreshed, trying again");
    } finally {
      writing.unlock();
    }
  }

  private void catchUp() {
    var ready = titles;
    if (ready == null) {
      filled();
    } else if (!catalogue.get().hasItemsOf(shown)) {
      follow(ready, catalogue.get());
    }
  }

  private Titles filled() {
    if (closed) {
      throw notReady();
    }
    long start = System.nanoTime();
    var now = catalogue.get();
    var filled = Titles.of(now);
    shown = now;
    titles = filled;
    used.countDown();
    LOG.atDebug()
        .addKeyValue("items", now.size())
        .log("Titles read in {} ms", (System.nanoTime() - start) / 1_000_000);
    return filled;
  }

  private void follow(Titles ready, CatalogueIndex now) {
    var changed =
        now.changedSince(shown).stream().filter(item -> !isCalledSo(shown, item)).toList();
    if (!changed.isEmpty()) {
      var next = ready.with(changed);
      titles = next.isWornOut() ? Titles.of(now) : next;
    }
    shown = now;
  }

  private static boolean isCalledSo(CatalogueIndex before, Item now) {
    return before
        .findItem(now.id())
        .filter(item -> item.title().equals(now.title()) && item.titles().equals(now.titles()))
        .isPresent();
  }

  @Override
  public void close() {
    closed = true;
    if (thread != null) {
      thread.interrupt();
    }
  }
}
