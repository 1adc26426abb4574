package org.tastemaker.server.importing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What an import did.
///
/// @param layout what was recognised, in words
/// @param stopped whether it was asked to stop before the end; run again, it goes on there
/// @param rejects where the rejected rows are listed, if there are any
public record ImportReport(
    String source,
    String layout,
    List<FileReport> files,
    List<FileLeftOut> leftOut,
    boolean stopped,
    Duration took,
    Optional<String> rejects) {

  public ImportReport {
    files = List.copyOf(files);
    leftOut = List.copyOf(leftOut);
  }

  /// What became of one file.
  ///
  /// @param took how long; of several files that are taken together, each as long as all
  /// @param note what else there is to say; empty when there is nothing
  public record FileReport(String file, String what, Counts rows, Duration took, String note) {}

  /// A file that was not taken.
  public record FileLeftOut(String file, String reason) {}

  /// The sum over all files.
  public Counts total() {
    return files.stream().map(FileReport::rows).reduce(Counts.NONE, Counts::plus);
  }
}
