package org.tastemaker.server.catalogue;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tastemaker.server.id.SourceKey;

/// The outside ids that many sources share, brought to one form each, so that an item is found
/// whichever way its id is written.
///
/// | source | form |
/// |---|---|
/// | `imdb` | `tt` and at least seven digits |
/// | `isbn` | thirteen digits; `isbn-10` and `isbn-13` are the same source |
/// | `tmdb`, `tmdb-tv`, `mal`, `steam` | a number |
/// | `mbid` | a UUID in lower case |
/// | `spotify` | 22 letters and digits |
/// | `package` | a dotted name |
///
/// Ids of other sources stay as they are.
public final class ExternalIds {

  private static final Pattern IMDB = Pattern.compile("(?:tt)?0*([0-9]{1,10})");
  private static final Pattern NUMBER = Pattern.compile("0*([1-9][0-9]{0,17})");
  private static final Pattern MBID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern SPOTIFY = Pattern.compile("[0-9A-Za-z]{22}");
  private static final Pattern PACKAGE =
      Pattern.compile("[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*)+");

  private ExternalIds() {}

  /// The one form of an outside id; as it is where its source is not known here or it is wrong.
  public static SourceKey normal(SourceKey key) {
    String source = source(key.source());
    return value(source, key.value()).map(value -> new SourceKey(source, value)).orElse(key);
  }

  /// The one form of an outside id.
  ///
  /// @throws IllegalArgumentException with a sentence, when its source is known and it is not of
  ///   that source's form
  public static SourceKey checked(SourceKey key) {
    String source = source(key.source());
    String form = form(source);
    return value(source, key.value())
        .map(value -> new SourceKey(source, value))
        .or(() -> form.isEmpty() ? Optional.of(key) : Optional.empty())
        .orElseThrow(() -> new IllegalArgumentException("'%s' is not %s".formatted(key, form)));
  }

  private static String source(String source) {
    String lower = source.toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "isbn-10", "isbn-13", "isbn10", "isbn13" -> "isbn";
      case "imdb", "isbn", "tmdb", "tmdb-tv", "mal", "steam", "mbid", "spotify", "package" -> lower;
      default -> source;
    };
  }

  private static String form(String source) {
    return switch (source) {
      case "imdb" -> "an id of IMDb: tt and seven or more digits";
      case "isbn" -> "an ISBN of 10 or 13 digits whose check digit is right";
      case "tmdb", "tmdb-tv", "mal", "steam" -> "a number above 0";
      case "mbid" -> "a UUID, as MusicBrainz has it";
      case "spotify" -> "an id of Spotify: 22 letters and digits";
      case "package" -> "the name of a package: words with dots between them";
      default -> "";
    };
  }

  private static Optional<String> value(String source, String value) {
    return switch (source) {
      case "imdb" -> imdb(value.toLowerCase(Locale.ROOT));
      case "isbn" -> isbn(value.replaceAll("[- ]", "").toUpperCase(Locale.ROOT));
      case "tmdb", "tmdb-tv", "mal", "steam" -> number(value);
      case "mbid" -> matching(MBID, value.toLowerCase(Locale.ROOT));
      case "spotify" -> matching(SPOTIFY, value);
      case "package" -> matching(PACKAGE, value);
      default -> Optional.empty();
    };
  }

  private static Optional<String> matching(Pattern form, String value) {
    return Optional.of(value).filter(text -> form.matcher(text).matches());
  }

  private static Optional<String> imdb(String value) {
    var found = IMDB.matcher(value);
    return found.matches() && !found.group(1).equals("0")
        ? Optional.of("tt" + "0".repeat(Math.max(0, 7 - found.group(1).length())) + found.group(1))
        : Optional.empty();
  }

  private static Optional<String> number(String value) {
    var found = NUMBER.matcher(value);
    return found.matches() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private static Optional<String> isbn(String digits) {
    if (digits.matches("[0-9]{9}[0-9X]") && sumOf10(digits) % 11 == 0) {
      String twelve = "978" + digits.substring(0, 9);
      return Optional.of(twelve + (10 - sumOf13(twelve) % 10) % 10);
    }
    return Optional.of(digits)
        .filter(text -> text.matches("97[89][0-9]{10}") && sumOf13(text) % 10 == 0);
  }

  private static int sumOf10(String digits) {
    int sum = 0;
    for (int i = 0; i < 10; i++) {
      sum += (10 - i) * (digits.charAt(i) == 'X' ? 10 : digits.charAt(i) - '0');
    }
    return sum;
  }

  private static int sumOf13(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      sum += (i % 2 == 0 ? 1 : 3) * (digits.charAt(i) - '0');
    }
    return sum;
  }
}
