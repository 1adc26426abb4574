package org.tastemaker.server.importing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a column of a file can mean, with the names by which it is known without being told, the
/// likeliest first.
enum Column {
  USER("userid user uid personid person customerid memberid reviewerid"),
  ITEM(
      "itemid item movieid bookid animeid gameid trackid songid artistid appid productid isbn asin id"),
  RATING("rating score stars bookrating overall"),
  PLAYS("plays playcount listens listencount scrobbles"),
  VIEWS("views viewcount watches"),
  PURCHASES("purchases purchasecount quantity"),
  INSTALLS("installs installcount"),
  TIMESTAMP("timestamp time ts ratedat occurredat datetime date"),
  TITLE("title name booktitle gametitle movietitle"),
  YEAR("year releaseyear originalpublicationyear publicationyear yearofpublication"),
  GENRES("genres genre"),
  KIND("kind"),
  DESCRIPTION("description synopsis overview summary"),
  IMAGE("imageurl image posterurl poster coverurl cover pictureurl"),
  LANGUAGE("language languagecode lang"),
  COUNTRY("country"),
  PEOPLE("people authors author directors director artist developer studio"),
  FRANCHISE("franchise collection"),
  KEYWORDS("keywords tags"),
  TITLES("alternatetitles alternativetitles othertitles aka"),
  ENGLISH("englishtitle englishname titleenglish nameen titleen"),
  JAPANESE("japanesetitle japanesename titlejapanese namejp namejapanese titleja"),
  IMDB("imdbid imdb"),
  TMDB("tmdbid tmdb"),
  MAL("malid"),
  ISBN("isbn13 isbn isbn10"),
  STEAM("steamid steamappid"),
  MBID("mbid recordingmbid musicbrainzid"),
  SPOTIFY("spotifyid"),
  PACKAGE("packagename"),
  TAG("tag");

  private final String names;

  Column(String names) {
    this.names = names;
  }

  /// What `--columns` calls it. `id` is another name for `item`.
  String printed() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Column> named(String text) {
    if (text.equals("id")) {
      return Optional.of(ITEM);
    }
    return Arrays.stream(values()).filter(column -> column.printed().equals(text)).findFirst();
  }

  /// The columns of outside ids, with their sources.
  static List<Column> ids() {
    return List.of(IMDB, TMDB, MAL, ISBN, STEAM, MBID, SPOTIFY, PACKAGE);
  }

  static String all() {
    return "id, " + Arrays.stream(values()).map(Column::printed).collect(Collectors.joining(", "));
  }

  /// Counts of something that was done with an item.
  static List<Column> counts() {
    return List.of(PLAYS, VIEWS, PURCHASES, INSTALLS);
  }

  /// What an interaction can be: a rating or a count.
  static List<Column> values(boolean withRating) {
    List<Column> columns = new ArrayList<>(counts());
    if (withRating) {
      columns.addFirst(RATING);
    }
    return List.copyOf(columns);
  }

  /// Which of a file's columns has this meaning by its name.
  Optional<Integer> in(List<String> header) {
    List<String> plain = header.stream().map(Column::plain).toList();
    return Stream.of(names.split(" ")).map(plain::indexOf).filter(index -> index >= 0).findFirst();
  }

  /// `User-ID`, `user_id` and `userId` are the same name.
  static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
