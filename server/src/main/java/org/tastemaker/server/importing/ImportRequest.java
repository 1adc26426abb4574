package org.tastemaker.server.importing;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.id.SourceKey;

/// What is to be imported, and how it is to be understood where it does not speak for itself.
///
/// @param path a folder, a file or a zip
/// @param format how to read it; recognised when left out
/// @param columns which column means what, as in `user=userId,item=isbn,rating=score`
/// @param scale the scale of the ratings, as in `1-10`
/// @param timeUnit `seconds`, `millis` or `iso`
/// @param encoding of the text, such as `ISO-8859-1`; UTF-8 when left out
/// @param kind of the items that do not say it themselves
/// @param source under which people and items are known; the folder's or file's name when left out
public record ImportRequest(
    Path path,
    Optional<String> format,
    Optional<String> columns,
    Optional<String> scale,
    Optional<String> timeUnit,
    Optional<String> encoding,
    Optional<String> kind,
    Optional<String> source) {

  /// A path that speaks for itself.
  public static ImportRequest of(Path path) {
    Optional<String> nothing = Optional.empty();
    return new ImportRequest(path, nothing, nothing, nothing, nothing, nothing, nothing, nothing);
  }

  public ImportRequest withColumns(String mapping) {
    return new ImportRequest(
        path, format, Optional.of(mapping), scale, timeUnit, encoding, kind, source);
  }

  public ImportRequest withScale(String form) {
    return new ImportRequest(
        path, format, columns, Optional.of(form), timeUnit, encoding, kind, source);
  }

  public ImportRequest withKind(String name) {
    return new ImportRequest(
        path, format, columns, scale, timeUnit, encoding, Optional.of(name), source);
  }

  public ImportRequest withSource(String name) {
    return new ImportRequest(
        path, format, columns, scale, timeUnit, encoding, kind, Optional.of(name));
  }

  ColumnChoice columnChoice() {
    return columns.map(ColumnChoice::parse).orElseGet(ColumnChoice::none);
  }

  Optional<Format> chosenFormat() {
    return format.map(Format::parse);
  }

  Optional<Scale> chosenScale() {
    return scale.map(Scale::parse);
  }

  Times times() {
    return timeUnit.map(Times::parse).orElse(Times.AUTO);
  }

  Charset charset() {
    try {
      return encoding.map(Charset::forName).orElse(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new ImportException("--encoding does not know '%s'.".formatted(encoding.orElse("")), e);
    }
  }

  Optional<Kind> chosenKind() {
    try {
      return kind.map(Kind::new);
    } catch (IllegalArgumentException e) {
      throw new ImportException("--kind: %s.".formatted(e.getMessage()), e);
    }
  }

  /// Under which source people and items are known.
  String sourceName() {
    String name = source.orElseGet(this::nameOfPath);
    try {
      return new SourceKey(name, "1").source();
    } catch (IllegalArgumentException e) {
      throw new ImportException(
          "'%s' is no source: %s. Choose one with --source.".formatted(name, e.getMessage()), e);
    }
  }

  private String nameOfPath() {
    Path last = path.toAbsolutePath().normalize().getFileName();
    String name = last == null ? "" : last.toString().replace(':', '-');
    boolean isFolder = path.toFile().isDirectory();
    return isFolder ? name : withoutEnding(name);
  }

  private static String withoutEnding(String name) {
    String plain = name.replaceFirst("(?i)\\.gz$", "");
    return plain.replaceFirst("(?i)\\.(zip|csv|tsv|tab|txt|dat|json|jsonl|ndjson)$", "");
  }
}
