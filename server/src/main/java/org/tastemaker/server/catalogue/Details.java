package org.tastemaker.server.catalogue;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.id.Reference;
import tools.jackson.databind.JsonNode;

/// What an item of some kind has beyond what every item has. The components of each record are the
/// kind's attributes, under their names; each may be absent.
public sealed interface Details {

  /// The bounds of a number.
  @Target(ElementType.RECORD_COMPONENT)
  @Retention(RetentionPolicy.RUNTIME)
  @interface Within {
    long least() default 0;

    long most();
  }

  /// The length of a text, or of each text of a list.
  @Target(ElementType.RECORD_COMPONENT)
  @Retention(RetentionPolicy.RUNTIME)
  @interface Longest {
    int value();
  }

  /// The only texts that a component may be.
  @Target(ElementType.RECORD_COMPONENT)
  @Retention(RetentionPolicy.RUNTIME)
  @interface OneOf {
    String[] value();
  }

  record Movie(
      @Longest(1_000) @Nullable String originalTitle,
      @Nullable LocalDate releaseDate,
      @Within(least = 1, most = 10_000) @Nullable Integer runtimeMinutes,
      @Nullable Boolean adult,
      @Longest(1_000) @Nullable String tagline)
      implements Details {}

  /// @param runtimeMinutes of an episode
  record Series(
      @Longest(1_000) @Nullable String originalTitle,
      @Within(least = 1800, most = 2200) @Nullable Integer startYear,
      @Within(least = 1800, most = 2200) @Nullable Integer endYear,
      @Nullable LocalDate releaseDate,
      @Nullable LocalDate endDate,
      @Within(most = 1_000) @Nullable Integer seasons,
      @Within(most = 100_000) @Nullable Integer episodes,
      @Within(least = 1, most = 10_000) @Nullable Integer runtimeMinutes,
      @OneOf({"planned", "running", "ended", "cancelled"}) @Nullable String status,
      @Longest(200) @Nullable String network,
      @Nullable Boolean adult)
      implements Details {
    public Series {
      if (startYear != null && endYear != null && endYear < startYear) {
        throw new InvalidItemException(
            "attributes.endYear",
            "The last year, %d, is not before the first, %d.".formatted(endYear, startYear));
      }
      inOrder("attributes.endDate", releaseDate, endDate);
    }
  }

  /// @param series which one it belongs to: our id, or `source:value`
  /// @param season from 1; 0 for specials
  /// @param number within its season
  record Episode(
      @Longest(601) @Nullable String series,
      @Within(most = 1_000) @Nullable Integer season,
      @Within(most = 100_000) @Nullable Integer number,
      @Longest(1_000) @Nullable String originalTitle,
      @Nullable LocalDate releaseDate,
      @Within(least = 1, most = 10_000) @Nullable Integer runtimeMinutes)
      implements Details {
    public Episode {
      if (series != null) {
        try {
          Reference.parse(series);
        } catch (IllegalArgumentException e) {
          throw new InvalidItemException("attributes.series", e.getMessage() + ".");
        }
      }
    }
  }

  /// @param premiered a season, such as `Spring 1998`
  /// @param score of its source, up to 10
  /// @param members how many people have it in a list there
  /// @param completed how many of them finished it
  /// @param droppedRate the share of them who gave up
  record Anime(
      @Longest(1_000) @Nullable String originalTitle,
      @OneOf({"TV", "TV Special", "Movie", "OVA", "ONA", "Special", "Music"})
          @Nullable String format,
      @Within(most = 100_000) @Nullable Integer episodes,
      @Longest(40) @Nullable String premiered,
      @Nullable LocalDate releaseDate,
      @Nullable LocalDate endDate,
      @OneOf({"planned", "running", "ended", "cancelled"}) @Nullable String status,
      @Longest(60) @Nullable String basedOn,
      @Within(least = 1, most = 10_000) @Nullable Integer runtimeMinutes,
      @Within(most = 10) @Nullable BigDecimal score,
      @Within(most = 10_000_000_000L) @Nullable Long members,
      @Within(most = 10_000_000_000L) @Nullable Long completed,
      @Within(most = 1) @Nullable BigDecimal droppedRate,
      @Nullable Boolean adult)
      implements Details {
    public Anime {
      inOrder("attributes.endDate", releaseDate, endDate);
    }
  }

  /// @param volume its number within a series of books
  record Book(
      @Longest(1_000) @Nullable String originalTitle,
      @Longest(1_000) @Nullable String subtitle,
      @Longest(300) @Nullable String publisher,
      @Nullable LocalDate releaseDate,
      @Within(least = 1, most = 100_000) @Nullable Integer pages,
      @Longest(60) @Nullable String format,
      @Longest(100) @Nullable String edition,
      @Within(most = 10_000) @Nullable Integer volume,
      @Longest(2_000) @Nullable String imageSmallUrl,
      @Longest(2_000) @Nullable String imageLargeUrl)
      implements Details {}

  /// @param recommendations how many people recommend it at its source
  record Game(
      @Longest(1_000) @Nullable String originalTitle,
      @Longest(2_000) @Nullable String shortDescription,
      @Longest(2_000) @Nullable String website,
      @Nullable LocalDate releaseDate,
      @Within(most = 1_000_000) @Nullable BigDecimal price,
      @Longest(10) @Nullable String currency,
      @Longest(100) @Nullable List<String> platforms,
      @OneOf({"single", "multi", "both"}) @Nullable String players,
      @Within(most = 10_000_000_000L) @Nullable Long recommendations)
      implements Details {}

  /// @param number within its disc
  record Track(
      @Longest(1_000) @Nullable String album,
      @Within(least = 1, most = 1_000_000) @Nullable Integer durationSeconds,
      @Nullable LocalDate releaseDate,
      @Within(least = 1, most = 10_000) @Nullable Integer number,
      @Within(least = 1, most = 1_000) @Nullable Integer disc,
      @Nullable Boolean explicit)
      implements Details {}

  /// @param size as its store says it: `19M`, `Varies with device`
  /// @param androidVersion the oldest that it runs on
  record Application(
      @Longest(100) @Nullable String category,
      @Longest(60) @Nullable String size,
      @Within(most = 1_000_000_000_000L) @Nullable Long installs,
      @OneOf({"free", "paid"}) @Nullable String type,
      @Within(most = 1_000_000) @Nullable BigDecimal price,
      @Longest(10) @Nullable String currency,
      @Longest(60) @Nullable String contentRating,
      @Nullable LocalDate releaseDate,
      @Nullable LocalDate lastUpdated,
      @Longest(100) @Nullable String currentVersion,
      @Longest(100) @Nullable String androidVersion,
      @Longest(100) @Nullable List<String> platforms,
      @Longest(2_000) @Nullable String website)
      implements Details {
    public Application {
      if ("free".equals(type) && price != null && price.signum() != 0) {
        throw new InvalidItemException(
            "attributes.price", "What is free has a price of 0, not %s.".formatted(price));
      }
      if ("paid".equals(type) && price != null && price.signum() == 0) {
        throw new InvalidItemException("attributes.price", "What is paid has a price above 0.");
      }
    }
  }

  /// Of a kind that the installation declared, or that nobody described.
  record Declared(Kind kind, Map<String, JsonNode> attributes) implements Details {
    public Declared {
      attributes = Map.copyOf(attributes);
    }
  }

  private static void inOrder(String field, @Nullable LocalDate first, @Nullable LocalDate last) {
    if (first != null && last != null && last.isBefore(first)) {
      throw new InvalidItemException(
          field, "The last day, %s, is not before the first, %s.".formatted(last, first));
    }
  }
}
