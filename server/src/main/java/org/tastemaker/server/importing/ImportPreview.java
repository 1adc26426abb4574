package org.tastemaker.server.importing;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tastemaker.server.catalogue.AlternateTitle;
import org.tastemaker.server.catalogue.ItemDraft;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.catalogue.KindForms;
import org.tastemaker.server.importing.ImportReport.FileLeftOut;

/// What an import would do, found out without a database: nothing is changed.
///
/// @param layout what was recognised, in words
/// @param source under which people and items would be known
/// @param remark what is missing before the import can run; empty when nothing is
public record ImportPreview(
    String layout,
    String source,
    String kind,
    List<PreviewedFile> files,
    List<FileLeftOut> leftOut,
    String remark) {
  private static final int SAMPLE = 100_000;
  private static final int SHOWN = 5;

  public ImportPreview {
    files = List.copyOf(files);
    leftOut = List.copyOf(leftOut);
  }

  /// What would become of one file.
  ///
  /// @param what interactions, items, links or tags
  /// @param form how its fields are separated
  /// @param columns which column means what
  /// @param rows how many rows were looked at
  /// @param whole whether those were all
  /// @param rejected how many of them would be rejected
  /// @param examples the first rows as they would be taken
  /// @param problems the first reasons for rejecting rows
  public record PreviewedFile(
      String file,
      String what,
      String form,
      String columns,
      long rows,
      boolean whole,
      long rejected,
      List<String> examples,
      List<String> problems) {
    public PreviewedFile {
      examples = List.copyOf(examples);
      problems = List.copyOf(problems);
    }
  }

  /// Looks at everything that a request names.
  ///
  /// @throws ImportException when nothing can be made of it; the message says what to do
  public static ImportPreview of(ImportRequest request) {
    ImportPlan plan = Recognition.plan(request);
    Optional<Set<String>> ids =
        plan.bringsItems() ? Optional.of(ItemsImport.ids(plan, forms(plan))) : Optional.empty();
    List<PreviewedFile> files = new ArrayList<>();
    plan.files().forEach(file -> files.add(new Looking(plan, file, ids).look()));
    return new ImportPreview(
        plan.layout(),
        plan.source(),
        plan.kind().map(Kind::name).orElse(""),
        files,
        plan.leftOut(),
        plan.missing().orElse(""));
  }

  /// Without a database only the built-in kinds are known, and that one is that was named.
  private static KindForms forms(ImportPlan plan) {
    return plan.kind().map(KindForms.BUILT_IN::allowing).orElse(KindForms.BUILT_IN);
  }

  /// Reads the beginning of one file.
  private static final class Looking {
    private final ImportPlan plan;
    private final FilePlan file;
    private final Optional<Set<String>> ids;
    private final List<String> examples = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    Looking(ImportPlan plan, FilePlan file, Optional<Set<String>> ids) {
      this.plan = plan;
      this.file = file;
      this.ids = ids;
    }

    PreviewedFile look() {
      long rows = 0;
      long rejected = 0;
      boolean more;
      var reading = reading();
      try (var row = file.table().open(file.file())) {
        while ((more = row.next()) && rows < SAMPLE) {
          rows++;
          rejected += accepts(reading, row) ? 0 : 1;
        }
      }
      return new PreviewedFile(
          file.file().name(),
          file.what(),
          file.table().form(),
          file.explained(),
          rows,
          !more,
          rejected,
          examples,
          problems);
    }

    private interface Reading {
      Map<String, Object> read(Rows row);
    }

    private boolean accepts(Reading reading, Rows row) {
      try {
        Map<String, Object> read = reading.read(row);
        if (examples.size() < SHOWN) {
          examples.add(line(read));
        }
        return true;
      } catch (BadRow e) {
        if (problems.size() < SHOWN) {
          problems.add("line %d: %s".formatted(row.line(), e.reason()));
        }
        return false;
      }
    }

    private static String line(Map<String, Object> read) {
      var text = new StringBuilder();
      read.forEach((name, value) ->
          text.append(text.isEmpty() ? "" : ", ").append(name).append(' ').append(value));
      return text.toString();
    }

    private Reading reading() {
      var extras = new ItemExtras();
      Set<String> known = ids.orElse(Set.of());
      return switch (file.role()) {
        case INTERACTIONS -> interactions();
        case ITEMS -> items();
        case LINKS ->
            row -> {
              extras.link(file, row, known);
              String item = file.field(row, Column.ITEM);
              return Map.of("item " + item, extras.links(item));
            };
        case TAGS ->
            row -> {
              extras.tag(file, row, known);
              return Map.of("item " + file.field(row, Column.ITEM), file.field(row, Column.TAG));
            };
      };
    }

    private Reading interactions() {
      var reader = new InteractionReader(file, Clock.systemUTC().millis());
      return row -> {
        Map<String, Object> read = new LinkedHashMap<>();
        reader.read(
            row,
            (user, item, what, value, millis) -> {
              ids.ifPresent(known -> InteractionsImport.checkKnown(item, known));
              read.put("user", Resolver.sourceKey(plan.source(), "user", user));
              read.put("item", Resolver.sourceKey(plan.source(), "item", item));
              boolean stars = what == Column.RATING;
              read.put(
                  stars ? "stars" : what.printed(),
                  stars ? String.valueOf(value / 100.0) : String.valueOf(value));
              read.put("at", Instant.ofEpochMilli(millis));
            });
        return read;
      };
    }

    private Reading items() {
      var reader =
          new ItemReader(file, plan.kind().or(() -> Optional.of(Kind.UNKNOWN)), forms(plan));
      return row -> {
        Map<String, Object> read = new LinkedHashMap<>();
        read.put("item", Resolver.sourceKey(plan.source(), "item", reader.id(row)));
        ItemDraft draft = reader.read(row);
        read.put("kind", draft.kind());
        read.put("title", "\"" + draft.title() + "\"");
        Optional.ofNullable(draft.year()).ifPresent(year -> read.put("year", year));
        if (!draft.genres().isEmpty()) {
          read.put("genres", draft.genres());
        }
        if (!draft.titles().isEmpty()) {
          read.put("titles", draft.titles().stream().map(AlternateTitle::title).toList());
        }
        if (!draft.keywords().isEmpty()) {
          read.put("keywords", draft.keywords());
        }
        if (!draft.attributes().isEmpty()) {
          read.put("attributes", draft.attributes());
        }
        return read;
      };
    }
  }
}
