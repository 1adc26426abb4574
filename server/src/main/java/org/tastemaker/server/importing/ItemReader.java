package org.tastemaker.server.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.AlternateTitle;
import org.tastemaker.server.catalogue.Credit;
import org.tastemaker.server.catalogue.ExternalIds;
import org.tastemaker.server.catalogue.InvalidItemException;
import org.tastemaker.server.catalogue.ItemDraft;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.catalogue.KindForms;
import org.tastemaker.server.id.SourceKey;
import org.tastemaker.server.importing.FilePlan.TitleStyle;

/// Reads the description of an item from a row.
final class ItemReader {
  private static final String NO_GENRES = "(no genres listed)";
  private static final String UNKNOWN_GENRE = "unknown";
  private static final Pattern NO_GENRE =
      Pattern.compile("[-+.,0-9]+|\\d{1,2}[-/. ]\\w{1,9}[-/. ]\\d{2,4}|\\d{4}-\\d\\d-\\d\\d.*");

  private final FilePlan plan;
  private final Optional<Kind> defaultKind;
  private final KindForms forms;
  private final int width;

  ItemReader(FilePlan plan, Optional<Kind> defaultKind, KindForms forms) {
    this.forms = forms;
    this.plan = plan;
    this.defaultKind = defaultKind;
    this.width = plan.table().names().size();
  }

  /// The item of a row.
  ///
  /// @throws BadRow when it cannot be taken
  ItemDraft read(Rows row) {
    try {
      ItemDraft draft = draft(row);
      forms.check(draft);
      return draft;
    } catch (InvalidItemException e) {
      throw new BadRow("%s: %s".formatted(e.field(), e.sentence()));
    }
  }

  /// The id under which a row's item is known in its source.
  ///
  /// @throws BadRow when there is none
  String id(Rows row) {
    InteractionReader.checkShape(row, width);
    return plan.required(row, Column.ITEM);
  }

  private ItemDraft draft(Rows row) {
    String text = plan.required(row, Column.TITLE);
    boolean plain = plan.titles() == TitleStyle.PLAIN;
    Titles titles = plain ? new Titles(text, year(row), List.of()) : Titles.parse(text);
    Kind kind = kind(row);
    var more = MoreColumns.of(plan, forms, kind, row);
    return new ItemDraft(
        kind,
        titles.title(),
        titles.year().orElse(null),
        genres(row),
        Stream.concat(credits(row).stream(), more.people().stream()).toList(),
        optional(row, Column.LANGUAGE),
        optional(row, Column.COUNTRY),
        optional(row, Column.DESCRIPTION),
        optional(row, Column.IMAGE),
        optional(row, Column.FRANCHISE),
        titles(row, titles),
        list(plan.field(row, Column.KEYWORDS)),
        more.attributes());
  }

  private @Nullable String optional(Rows row, Column column) {
    String text = plan.field(row, column);
    return text.isEmpty() ? null : text;
  }

  private Kind kind(Rows row) {
    String text = plan.field(row, Column.KIND);
    if (text.isEmpty()) {
      return defaultKind.orElseThrow(() -> new BadRow("the kind is missing"));
    }
    try {
      return new Kind(text.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new BadRow(String.valueOf(e.getMessage()));
    }
  }

  /// Years come as `1997`, `1997.0`, `-750` or as the beginning of a date.
  private Optional<Integer> year(Rows row) {
    String text = plan.field(row, Column.YEAR);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String digits = text.replaceFirst("\\.0+$", "").replaceFirst("^(\\d{4})-.*$", "$1");
    if (!digits.matches("-?\\d{1,4}")) {
      throw new BadRow("the year '%s' is no year".formatted(BadRow.shown(text)));
    }
    int year = Integer.parseInt(digits);
    return year == 0 ? Optional.empty() : Optional.of(year);
  }

  private List<String> genres(Rows row) {
    if (plan.titles() == TitleStyle.MOVIELENS_FLAGS) {
      return flagged(row, plan.columns().getOrDefault(Column.GENRES, 0));
    }
    List<String> genres = list(plan.field(row, Column.GENRES));
    for (String genre : genres) {
      if (NO_GENRE.matcher(genre).matches()) {
        throw new BadRow(
            "'%s' is no genre: the fields of the row may have shifted"
                .formatted(BadRow.shown(genre)));
      }
    }
    return genres.stream().filter(genre -> !genre.equals(NO_GENRES)).toList();
  }

  private static List<String> flagged(Rows row, int first) {
    return IntStream.range(0, MovieLens.GENRES.size())
        .filter(i -> row.field(first + i).equals("1"))
        .mapToObj(MovieLens.GENRES::get)
        .filter(genre -> !genre.equals(UNKNOWN_GENRE))
        .toList();
  }

  private List<Credit> credits(Rows row) {
    if (!plan.has(Column.PEOPLE)) {
      return List.of();
    }
    return list(plan.field(row, Column.PEOPLE)).stream()
        .map(name -> new Credit(name, role()))
        .toList();
  }

  /// What the people of a column do is what the column is called, in the singular.
  private String role() {
    int place = plan.columns().getOrDefault(Column.PEOPLE, 0);
    String name = Column.plain(plan.table().names().get(place));
    return MoreColumns.role(name).orElse("person");
  }

  /// Several values in a field stand between bars, else between semicolons, else between commas.
  static List<String> list(String field) {
    String separator = field.contains("|") ? "\\|" : field.contains(";") ? ";" : ",";
    return Stream.of(field.split(separator, -1))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }

  private List<AlternateTitle> titles(Rows row, Titles titles) {
    List<AlternateTitle> others = new ArrayList<>();
    new TreeSet<>(titles.alternates())
        .forEach(title -> others.add(new AlternateTitle(title, null)));
    list(plan.field(row, Column.TITLES))
        .forEach(title -> others.add(new AlternateTitle(title, null)));
    named(row, Column.ENGLISH, "en").ifPresent(others::add);
    named(row, Column.JAPANESE, "ja").ifPresent(others::add);
    return others;
  }

  private Optional<AlternateTitle> named(Rows row, Column column, String language) {
    String text = plan.field(row, column);
    return text.isEmpty() || text.equalsIgnoreCase("unknown")
        ? Optional.empty()
        : Optional.of(new AlternateTitle(text, language));
  }

  /// The further outside ids of a row. An ISBN whose check digit is wrong is no id of anything;
  /// many old books have one.
  ///
  /// @throws BadRow when another id is not of its source's form
  List<SourceKey> keys(Rows row) {
    List<SourceKey> keys = new ArrayList<>();
    for (Column column : Column.ids()) {
      String text = plan.field(row, column).replaceFirst("\\.0$", "");
      if (!text.isEmpty()) {
        key(column, text).ifPresent(keys::add);
      }
    }
    return keys;
  }

  private static Optional<SourceKey> key(Column column, String text) {
    try {
      return Optional.of(ExternalIds.checked(new SourceKey(column.printed(), text)));
    } catch (IllegalArgumentException e) {
      if (column == Column.ISBN) {
        return Optional.empty();
      }
      throw new BadRow(String.valueOf(e.getMessage()));
    }
  }
}
