package org.tastemaker.server.catalogue;

import java.text.Normalizer;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Everything that describes an item: what [Catalogue#put] makes of it, whole. What is left out is
/// absent.
///
/// @param kind what it is
/// @param title at most 1,000 characters
/// @param year of its release, from -3000 to 2200
/// @param genres sorted, each once; at most 100
/// @param people in the order of their credits; at most 500
/// @param language such as `en`
/// @param country such as `US`
/// @param description at most 20,000 characters
/// @param imageUrl `https://…`, `http://…` or a path of this server
/// @param franchise the name of what it belongs to, over all kinds
/// @param titles what else it is called, in their order; at most 100
/// @param keywords in lower case, sorted, each once; at most 200
/// @param attributes whatever else its kind has, by name; an episode names its `series`
/// @throws InvalidItemException naming the field
public record ItemDraft(
    Kind kind,
    String title,
    @Nullable Integer year,
    List<String> genres,
    List<Credit> people,
    @Nullable String language,
    @Nullable String country,
    @Nullable String description,
    @Nullable String imageUrl,
    @Nullable String franchise,
    List<AlternateTitle> titles,
    List<String> keywords,
    Map<String, JsonNode> attributes) {

  private static final int EARLIEST = -3000;
  private static final int LATEST = 2200;
  private static final Pattern IMAGE = Pattern.compile("(https?://|/)\\S+");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern GAPS = Pattern.compile("[^\\p{L}\\p{N}]+");

  @SuppressWarnings("NullAway") // JSON may bring null where the type says otherwise
  public ItemDraft {
    if (kind == null) {
      throw new InvalidItemException("kind", "A kind is required.");
    }
    title = Check.text("title", title, 1_000);
    if (year != null && (year < EARLIEST || year > LATEST)) {
      throw new InvalidItemException(
          "year", "A year is from %d to %d, not %d.".formatted(EARLIEST, LATEST, year));
    }
    genres = genres == null ? List.of() : genresOf(genres);
    people = people == null ? List.of() : peopleOf(people);
    language = Check.optional("language", language, 35);
    country = Check.optional("country", country, 100);
    description = Check.optional("description", description, 20_000);
    imageUrl = imageOf(imageUrl);
    franchise = Check.optional("franchise", franchise, 200);
    titles = titles == null ? List.of() : titlesOf(titles);
    keywords = keywords == null ? List.of() : keywordsOf(keywords);
    attributes = attributes == null ? Map.of() : attributesOf(attributes);
  }

  /// An item of which no more is known than what it is and what it is called.
  public static ItemDraft of(Kind kind, String title) {
    return new ItemDraft(
        kind, title, null, List.of(), List.of(), null, null, null, null, null, List.of(), List.of(),
        Map.of());
  }

  /// What an item is until somebody describes it: its outside id is its title.
  public static ItemDraft undescribed(String value) {
    return of(Kind.UNKNOWN, value);
  }

  public ItemDraft withYear(@Nullable Integer newYear) {
    return with(newYear, genres, titles, keywords, attributes);
  }

  public ItemDraft withGenres(List<String> newGenres) {
    return with(year, newGenres, titles, keywords, attributes);
  }

  public ItemDraft withTitles(List<AlternateTitle> newTitles) {
    return with(year, genres, newTitles, keywords, attributes);
  }

  public ItemDraft withKeywords(List<String> newKeywords) {
    return with(year, genres, titles, newKeywords, attributes);
  }

  public ItemDraft withAttributes(Map<String, JsonNode> newAttributes) {
    return with(year, genres, titles, keywords, newAttributes);
  }

  private ItemDraft with(
      @Nullable Integer newYear,
      List<String> newGenres,
      List<AlternateTitle> newTitles,
      List<String> newKeywords,
      Map<String, JsonNode> newAttributes) {
    return new ItemDraft(
        kind,
        title,
        newYear,
        newGenres,
        people,
        language,
        country,
        description,
        imageUrl,
        franchise,
        newTitles,
        newKeywords,
        newAttributes);
  }

  /// What tells franchises apart: `Star Wars` and `star wars!` are one.
  @Nullable String franchiseSlug() {
    return franchise == null ? null : slug(franchise);
  }

  static String slug(String name) {
    String plain = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFD)).replaceAll("");
    String slug = GAPS.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll("-");
    String trimmed = slug.replaceAll("^-|-$", "");
    return trimmed.isEmpty() ? name : trimmed;
  }

  private static List<String> genresOf(List<String> genres) {
    atMost("genres", genres.size(), 100);
    var sorted = new TreeSet<String>();
    genres.forEach(genre -> sorted.add(Check.text("genres", genre, 100)));
    return List.copyOf(sorted);
  }

  private static List<Credit> peopleOf(List<Credit> people) {
    atMost("people", people.size(), 500);
    var seen = new HashSet<Credit>();
    return people.stream().filter(seen::add).toList();
  }

  private static List<AlternateTitle> titlesOf(List<AlternateTitle> titles) {
    atMost("titles", titles.size(), 100);
    return titles.stream().distinct().toList();
  }

  private static List<String> keywordsOf(List<String> keywords) {
    atMost("keywords", keywords.size(), 200);
    var sorted = new TreeSet<String>();
    keywords.forEach(
        keyword -> sorted.add(Check.text("keywords", keyword, 100).toLowerCase(Locale.ROOT)));
    return List.copyOf(sorted);
  }

  private static @Nullable String imageOf(@Nullable String url) {
    String image = Check.optional("imageUrl", url, 2_000);
    if (image != null && !IMAGE.matcher(image).matches()) {
      throw new InvalidItemException(
          "imageUrl", "An image is an http or https address, or a path that begins with a slash.");
    }
    return image;
  }

  private static Map<String, JsonNode> attributesOf(Map<String, JsonNode> attributes) {
    atMost("attributes", attributes.size(), 200);
    var kept = new TreeMap<String, JsonNode>();
    attributes.forEach((name, value) -> {
      String field = "attributes." + Check.text("attributes", name, 100);
      if (value != null && !value.isNull()) {
        kept.put(name.strip(), plain(field, value));
      }
    });
    return Collections.unmodifiableMap(kept);
  }

  private static JsonNode plain(String field, JsonNode value) {
    String text = value.toString();
    if (text.contains("\\u0000") || !Check.isPlain(text)) {
      throw new InvalidItemException(field, "No control characters.");
    }
    if (text.length() > 20_000) {
      throw new InvalidItemException(field, "At most 20,000 characters of JSON.");
    }
    return value;
  }

  private static void atMost(String field, int count, int most) {
    if (count > most) {
      throw new InvalidItemException(field, "At most %d, not %d.".formatted(most, count));
    }
  }
}
