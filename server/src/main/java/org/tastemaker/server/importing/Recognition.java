package org.tastemaker.server.importing;

import java.util.List;
import java.util.Optional;

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
    return movieLens
        .map(format -> new MovieLens(request).plan(format, files))
        .orElseGet(() -> new Mapped(request).plan(files));
  }
}
