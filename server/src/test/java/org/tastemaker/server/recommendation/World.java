package org.tastemaker.server.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.catalogue.Catalogue;
import org.tastemaker.server.catalogue.ItemDraft;
import org.tastemaker.server.catalogue.ItemEntry;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.cli.TestServer;
import org.tastemaker.server.id.SourceKey;
import org.tastemaker.server.interaction.BulkInteractions;
import org.tastemaker.server.interaction.People;
import org.tastemaker.server.interaction.RatingBlock;
import org.tastemaker.server.interaction.Ratings;
import org.tastemaker.server.interaction.Stars;
import org.tastemaker.server.job.JobState;
import org.tastemaker.server.job.Jobs;
import org.tastemaker.server.job.Worker;
import tools.jackson.databind.JsonNode;

/// A server with a catalogue, people of two tastes and models trained on their ratings.
///
/// Crime and romance have 30 movies and 15 books each: `Crime movie 1` of 1980, `Crime movie 2` of
/// 1981 and so on. 120 people rate a third of everything: what is of their taste with 4 to 5 stars,
/// the rest with 1 to 2.5.
public final class World implements AutoCloseable {
  static final List<String> TASTES = List.of("Crime", "Romance");
  private static final int MOVIES = 30;
  private static final int BOOKS = 15;
  private static final int PEOPLE = 120;
  private static final long MICROS = 1_700_000_000_000_000L;

  private final TestServer server;
  private int strangers;

  World() {
    this(Map.of());
  }

  /// With settings such as `tastemaker.http.largest-body`.
  public World(Map<String, Object> settings) {
    server = TestServer.start(settings);
    var items = items();
    rate(items);
    train(server);
    awaitTotals(items[0]);
  }

  private int[] items() {
    var entries = new ArrayList<ItemEntry>();
    for (var taste : TASTES) {
      for (var n = 1; n <= MOVIES; n++) {
        entries.add(entry(Kind.MOVIE, taste, n));
      }
      for (var n = 1; n <= BOOKS; n++) {
        entries.add(entry(Kind.BOOK, taste, n));
      }
    }
    return server.of(Catalogue.class).ensure(entries, null).items();
  }

  private static ItemEntry entry(Kind kind, String taste, int n) {
    var title = "%s %s %d".formatted(taste, kind, n);
    return new ItemEntry(
        new SourceKey("test", title),
        ItemDraft.of(kind, title).withYear(1979 + n).withGenres(List.of(taste)));
  }

  private void rate(int[] items) {
    var random = new Random(7);
    var keys = new ArrayList<SourceKey>();
    for (var n = 0; n < PEOPLE; n++) {
      keys.add(new SourceKey("test", "person " + n));
    }
    var people = server.of(People.class).ensure(keys);
    var persons = new ArrayList<Integer>();
    var rated = new ArrayList<Integer>();
    var hundredths = new ArrayList<Integer>();
    for (var n = 0; n < PEOPLE; n++) {
      for (var at = 0; at < items.length; at++) {
        if (random.nextInt(3) == 0) {
          var likes = (at < items.length / 2) == (n % 2 == 0);
          persons.add(people[n]);
          rated.add(items[at]);
          hundredths.add((likes ? 400 : 100) + 50 * random.nextInt(likes ? 3 : 4));
        }
      }
    }
    take(block(persons, rated, hundredths));
  }

  private static RatingBlock block(
      List<Integer> persons, List<Integer> items, List<Integer> hundredths) {
    var stars = new short[persons.size()];
    var micros = new long[persons.size()];
    for (var at = 0; at < stars.length; at++) {
      stars[at] = hundredths.get(at).shortValue();
      micros[at] = MICROS + at;
    }
    return new RatingBlock(
        persons.stream().mapToInt(Integer::intValue).toArray(),
        items.stream().mapToInt(Integer::intValue).toArray(),
        stars,
        micros);
  }

  private void take(RatingBlock block) {
    server
        .of(TransactionTemplate.class)
        .executeWithoutResult(status -> server.of(BulkInteractions.class).rate(block));
  }

  /// Trains all models anew.
  public static void train(TestServer server) {
    server.of(Worker.class).start();
    var jobs = server.of(Jobs.class);
    var job = jobs.request("train", Map.of(), "test").id();
    var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (jobs.find(job).orElseThrow().state() != JobState.SUCCEEDED) {
      assertThat(System.nanoTime()).as("training ends: %s", jobs.find(job)).isLessThan(deadline);
      pause();
    }
  }

  /// Ratings that came by the thousand show in the catalogue a few seconds later.
  private void awaitTotals(int item) {
    while (server.of(LiveCatalogue.class).current().ratingCount(item) == 0) {
      pause();
    }
  }

  static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public TestServer server() {
    return server;
  }

  /// Our id of the item with this title.
  public int item(String title) {
    return server.of(Catalogue.class).find(new SourceKey("test", title)).orElseThrow();
  }

  /// Somebody who did nothing yet.
  int newPerson() {
    return server.of(People.class).ensure(new SourceKey("test", "new person " + ++strangers));
  }

  /// Somebody with a taste: rated the first three movies of it with five stars.
  int fanOf(String taste) {
    var person = newPerson();
    for (var n = 1; n <= 3; n++) {
      rate(person, "%s movie %d".formatted(taste, n), 5);
    }
    return person;
  }

  void rate(int person, String title, double stars) {
    server.of(Ratings.class).rate(person, item(title), Stars.of(stars), null, null);
  }

  void withdraw(int person, String title) {
    server.of(Ratings.class).withdraw(person, item(title), null, null);
  }

  /// What a person is recommended; `query` begins with `&` or is empty.
  JsonNode recommended(int person, String query) {
    return got("/api/v1/recommendations?user=" + person + query);
  }

  JsonNode got(String path) {
    var answer = server.get(path);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  static List<String> titles(JsonNode list) {
    var titles = new ArrayList<String>();
    list.path("items").forEach(item -> titles.add(item.path("title").asString()));
    return titles;
  }

  @Override
  public void close() {
    server.close();
  }
}
