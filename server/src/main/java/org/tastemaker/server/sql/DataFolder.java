package org.tastemaker.server.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// The folder in which everything lives that must survive a restart.
///
/// @param path absolute
public record DataFolder(Path path) {

  public DataFolder {
    path = path.toAbsolutePath().normalize();
  }

  /// Makes the folder, open to its owner alone, unless it is there.
  ///
  /// @throws StorageException when that is not possible
  public static DataFolder open(Path path) {
    var folder = new DataFolder(path);
    try {
      if (!Files.isDirectory(folder.path)) {
        Files.createDirectories(
            folder.path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
    } catch (IOException e) {
      throw new StorageException(
          "The data folder %s cannot be made (%s). Choose another with --data or TASTEMAKER_DATA."
              .formatted(folder.path, e.getMessage()),
          e);
    }
    return folder;
  }

  Path file(String name) {
    return path.resolve(name);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
