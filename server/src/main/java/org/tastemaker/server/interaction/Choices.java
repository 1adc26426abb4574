package org.tastemaker.server.interaction;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.http.FieldError;
import org.tastemaker.server.http.Nearest;
import org.tastemaker.server.http.ProblemException;

/// What people chose for themselves: what others may see of them, and what interests them. The
/// tables `privacy` and `interest`.
public final class Choices implements PersonalData {
  private static final int MOST = 20;

  private final JdbcClient jdbc;
  private final LiveCatalogue live;

  Choices(JdbcClient jdbc, LiveCatalogue live) {
    this.jdbc = jdbc;
    this.live = live;
  }

  /// What somebody lets others see.
  public Privacy privacy(int person) {
    return find(person).orElse(Privacy.USUAL);
  }

  /// What somebody lets others see; empty for people without an account, who never had the choice.
  Optional<Privacy> find(int person) {
    return jdbc.sql("select profile, ratings, lists from privacy where person = :person")
        .param("person", person)
        .query((row, _) -> privacy(row))
        .optional();
  }

  private static Privacy privacy(ResultSet row) throws SQLException {
    return new Privacy(
        Visibility.of(row.getString("profile")),
        Visibility.of(row.getString("ratings")),
        Visibility.of(row.getString("lists")));
  }

  public void choose(int person, Privacy privacy) {
    jdbc.sql(
            """
            insert into privacy (person, profile, ratings, lists)
            values (:person, :profile, :ratings, :lists)
            on conflict (person) do update
            set profile = excluded.profile, ratings = excluded.ratings, lists = excluded.lists
            """)
        .param("person", person)
        .param("profile", privacy.profile().label())
        .param("ratings", privacy.ratings().label())
        .param("lists", privacy.lists().label())
        .update();
  }

  /// What somebody said that they like.
  public Interests interests(int person) {
    return jdbc.sql("select kinds, genres from interest where person = :person")
        .param("person", person)
        .query((row, _) -> new Interests(texts(row, "kinds"), texts(row, "genres")))
        .optional()
        .orElse(Interests.NONE);
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return Arrays.asList((String[]) row.getArray(column).getArray());
  }

  /// @throws ProblemException 400 that names the kind or genre that the catalogue does not have
  public void choose(int person, Interests interests) {
    check(interests);
    jdbc.sql(
            """
            insert into interest (person, kinds, genres) values (:person, :kinds, :genres)
            on conflict (person) do update set kinds = excluded.kinds, genres = excluded.genres
            """)
        .param("person", person)
        .param("kinds", interests.kinds().toArray(String[]::new))
        .param("genres", interests.genres().toArray(String[]::new))
        .update();
  }

  private void check(Interests interests) {
    var index = live.current();
    var kinds = new TreeSet<>(Kind.builtIn().stream().map(Kind::name).toList());
    index.kinds().forEach(kind -> kinds.add(kind.name()));
    var errors = new ArrayList<FieldError>();
    complaint("kind", interests.kinds(), kinds)
        .ifPresent(sentence -> errors.add(new FieldError("interests.kinds", sentence)));
    complaint("genre", interests.genres(), index.genres())
        .ifPresent(sentence -> errors.add(new FieldError("interests.genres", sentence)));
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
  }

  private static Optional<String> complaint(
      String what, List<String> chosen, Collection<String> known) {
    if (chosen.size() > MOST) {
      return Optional.of("At most %d, not %d.".formatted(MOST, chosen.size()));
    }
    return chosen.stream()
        .filter(one -> !known.contains(one))
        .findFirst()
        .map(one ->
            "No item here is of the %s \"%s\".%s"
                .formatted(what, brief(one), Nearest.hint(brief(one), known)));
  }

  private static String brief(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }

  @Override
  public String name() {
    return "choices";
  }

  /// Both.
  record Chosen(Privacy privacy, Interests interests) {}

  @Override
  public Chosen of(int person) {
    return new Chosen(privacy(person), interests(person));
  }

  /// Goes with the person's own row.
  @Override
  public void erase(int person) {}
}
