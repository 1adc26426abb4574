package org.tastemaker.server.cli;

import java.util.List;
import java.util.Locale;
import org.tastemaker.server.importing.Counts;
import org.tastemaker.server.importing.ImportPreview;
import org.tastemaker.server.importing.ImportPreview.PreviewedFile;
import org.tastemaker.server.importing.ImportReport;
import org.tastemaker.server.importing.ImportReport.FileLeftOut;
import org.tastemaker.server.importing.ImportReport.FileReport;

/// What an import says to people.
final class ImportTexts {
  private ImportTexts() {}

  static String of(ImportReport report) {
    var text = new StringBuilder();
    text.append("%s, source %s%n%n".formatted(report.layout(), report.source()));
    text.append(
        "%-20s %-13s %13s %13s %13s %11s %9s%n"
            .formatted("file", "what", "read", "taken", "unchanged", "rejected", "seconds"));
    report.files().forEach(file -> text.append(line(file)));
    leftOut(report.leftOut(), text);
    double seconds = Math.max(0.001, report.took().toMillis() / 1000.0);
    Counts total = report.total();
    text.append(
        String.format(
            Locale.ROOT,
            "%n%,d rows in %.1f s (%,.0f rows/s)",
            total.read(),
            seconds,
            total.read() / seconds));
    report.rejects().ifPresent(path -> text.append("%nRejected rows: %s".formatted(path)));
    if (report.stopped()) {
      text.append("%nStopped before the end. The same command again goes on there.".formatted());
    }
    return text.toString();
  }

  private static String line(FileReport file) {
    Counts rows = file.rows();
    return String.format(
        Locale.ROOT,
        "%-20s %-13s %,13d %,13d %,13d %,11d %9.1f  %s%n",
        file.file(),
        file.what(),
        rows.read(),
        rows.taken(),
        rows.unchanged(),
        rows.rejected(),
        file.took().toMillis() / 1000.0,
        file.note());
  }

  private static void leftOut(List<FileLeftOut> files, StringBuilder text) {
    if (!files.isEmpty()) {
      text.append("%nNot taken:%n".formatted());
      files.forEach(file -> text.append("  %s: %s%n".formatted(file.file(), file.reason())));
    }
  }

  static String of(ImportPreview preview) {
    var text = new StringBuilder();
    text.append("%s, source %s".formatted(preview.layout(), preview.source()));
    text.append(preview.kind().isEmpty() ? "" : ", kind " + preview.kind());
    text.append("%n".formatted());
    preview.files().forEach(file -> append(file, text));
    leftOut(preview.leftOut(), text);
    text.append(preview.remark().isEmpty() ? "" : "%n%s%n".formatted(preview.remark()));
    return text.append("%nNothing was changed.".formatted()).toString();
  }

  private static void append(PreviewedFile file, StringBuilder text) {
    text.append("%n%s: %s, %s%n".formatted(file.file(), file.what(), file.form()));
    text.append("  %s%n".formatted(file.columns()));
    text.append(
        String.format(
            Locale.ROOT,
            "  %,d rows%s, %,d of them would be rejected%n",
            file.rows(),
            file.whole() ? "" : " looked at (there are more)",
            file.rejected()));
    file.problems().forEach(problem -> text.append("    %s%n".formatted(problem)));
    text.append("  The first rows as they would be taken:%n".formatted());
    file.examples().forEach(example -> text.append("    %s%n".formatted(example)));
  }
}
