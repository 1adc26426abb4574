package org.tastemaker.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/// Writes `items.jsonl`: items of all kinds with genres, years, languages, countries and people, of
/// whom a few have many credits and most have one or two. Everything follows from the seed.
///
/// `java GenerateItems FOLDER [ITEMS [SEED]]`; a million items when left out, numbered from 1.
public final class GenerateItems {
  private static final int ITEMS = 1_000_000;
  private static final int PEOPLE = 300_000;

  private static final String[] KINDS = {
    "movie", "movie", "movie", "book", "book", "track", "track", "game", "application", "anime"
  };
  private static final String[] GENRES = {
    "Action",
    "Adventure",
    "Animation",
    "Biography",
    "Comedy",
    "Crime",
    "Documentary",
    "Drama",
    "Family",
    "Fantasy",
    "History",
    "Horror",
    "Jazz",
    "Music",
    "Mystery",
    "Poetry",
    "Puzzle",
    "Romance",
    "Science Fiction",
    "Sport",
    "Strategy",
    "Thriller",
    "War",
    "Western"
  };
  private static final String[] LANGUAGES = {
    "en", "en", "en", "en", "fr", "es", "de", "ja", "it", "hi", "ko", "zh", "pt", "ru", "sv", "pl"
  };
  private static final String[] COUNTRIES = {
    "US", "US", "US", "GB", "FR", "ES", "DE", "JP", "IT", "IN", "KR", "CN", "BR", "RU", "SE", "PL"
  };
  private static final String[] WORDS = {
    "Amber", "Broken", "Cold", "Distant", "Electric", "Fallen", "Golden", "Hidden", "Iron", "Jade",
    "Last", "Midnight", "Northern", "Open", "Paper", "Quiet", "River", "Silent", "Tidal", "Velvet"
  };

  private final SplittableRandom random;

  private GenerateItems(long seed) {
    random = new SplittableRandom(seed);
  }

  /// Writes the file.
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    int items = arguments.length > 1 ? Integer.parseInt(arguments[1]) : ITEMS;
    long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1;
    var generator = new GenerateItems(seed);
    try (var out = Files.newBufferedWriter(folder.resolve("items.jsonl"))) {
      for (int item = 1; item <= items; item++) {
        generator.write(out, item);
      }
    }
  }

  private void write(BufferedWriter out, int item) throws IOException {
    out.write(
        """
        {"id":"%d","kind":"%s","title":"%s %s %d","year":%d,"genres":["%s","%s"],"language":"%s",\
        "country":"%s","image":"https://images.example/%d.jpg","people":[%s,%s,%s]}
        """
            .formatted(
                item,
                any(KINDS),
                any(WORDS),
                any(WORDS),
                item,
                1930 + random.nextInt(95),
                any(GENRES),
                any(GENRES),
                any(LANGUAGES),
                any(COUNTRIES),
                item,
                person("director"),
                person("actor"),
                person("actor")));
  }

  private String any(String[] words) {
    return words[random.nextInt(words.length)];
  }

  /// The square makes the first ones frequent.
  private String person(String role) {
    double place = random.nextDouble();
    return "{\"name\":\"Person %d\",\"role\":\"%s\"}"
        .formatted((int) (place * place * PEOPLE), role);
  }
}
