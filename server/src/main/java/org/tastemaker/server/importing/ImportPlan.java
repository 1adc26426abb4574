package org.tastemaker.server.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.importing.ImportReport.FileLeftOut;

/// What was understood of a path: which files will be taken and how, and which will not.
///
/// @param layout in words, such as `MovieLens 1M or 10M`
/// @param kind of items that do not say it themselves
record ImportPlan(
    String layout,
    String source,
    Optional<Kind> kind,
    List<FilePlan> files,
    List<FileLeftOut> leftOut) {

  ImportPlan {
    files = List.copyOf(files);
    leftOut = List.copyOf(leftOut);
  }

  /// The same plan with something more that will not be taken.
  ImportPlan leavingOut(List<FileLeftOut> more) {
    List<FileLeftOut> all = new ArrayList<>(leftOut);
    all.addAll(more);
    return new ImportPlan(layout, source, kind, files, all);
  }

  List<FilePlan> of(FilePlan.Role role) {
    return files.stream().filter(file -> file.role() == role).toList();
  }

  /// @throws ImportException when something is missing that only the caller can say
  void check() {
    missing()
        .ifPresent(sentence -> {
          throw new ImportException(sentence);
        });
  }

  /// What is missing that only the caller can say, in a sentence.
  Optional<String> missing() {
    boolean undescribed = of(FilePlan.Role.ITEMS).stream().anyMatch(file -> !file.has(Column.KIND));
    return undescribed && kind.isEmpty()
        ? Optional.of(
            "Nothing says what the items are: add --kind, as in --kind book (%s, or any other word)."
                .formatted(InteractionsImport.kinds()))
        : offScale();
  }

  /// That nobody chose a scale is better said at once than in every row.
  private Optional<String> offScale() {
    for (FilePlan file : files) {
      if (file.has(Column.RATING) && file.scale().equals(Scale.STARS)) {
        Optional<String> off = ScaleCheck.of(file);
        if (off.isPresent()) {
          return off;
        }
      }
    }
    return Optional.empty();
  }

  /// Whether the set says itself which items there are.
  boolean bringsItems() {
    return !of(FilePlan.Role.ITEMS).isEmpty();
  }
}
