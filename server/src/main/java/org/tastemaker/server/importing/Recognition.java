package org.tastemaker.server.importing;

import java.util.List;
import java.util.Optional;
import org.tastemaker.server.importing.ImportReport.FileLeftOut;

/// Finds out what a path holds.
final class Recognition {
  private Recognition() {}

  /// How every file of the path will be taken.
  ///
  /// @throws ImportException when nothing there can be
  static ImportPlan plan(ImportRequest request) {
    List<InputFile> files = InputFile.at(request.path());
    Optional<Format> movieLens =
        request
            .chosenFormat()
            .or(() -> request.columns().isEmpty() ? MovieLens.recognise(files) : Optional.empty())
            .filter(Format::isMovieLens);
    ImportPlan plan =
        movieLens
            .map(format -> new MovieLens(request).plan(format, files))
            .orElseGet(() -> new Mapped(request).plan(files));
    return plan.leavingOut(
        InputFile.foldersIn(request.path()).stream()
            .map(name -> new FileLeftOut(name + "/", "a folder; name it to import it"))
            .toList());
  }
}
