package org.tastemaker.server.sql;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The folder in which everything lives that must survive a restart.
///
/// @param path absolute
public record DataFolder(Path path) {

  private static final String ANOTHER = "Choose another with --data or TASTEMAKER_DATA.";

  public DataFolder {
    path = path.toAbsolutePath().normalize();
  }

  /// Makes the folder, open to its owner alone, unless it is there, and makes sure that this
  /// process can work in it.
  ///
  /// @throws StorageException when that is not possible
  public static DataFolder open(Path path) {
    var folder = new DataFolder(path);
    folder.make();
    folder.refuseWhatBelongsToOthers();
    folder.tryWriting();
    return folder;
  }

  private void make() {
    try {
      if (Files.exists(path) && !Files.isDirectory(path)) {
        throw new StorageException("%s is a file, not a data folder. %s".formatted(path, ANOTHER));
      }
      Files.createDirectories(path, permissions("rwx------"));
    } catch (IOException e) {
      throw new StorageException(
          "The data folder %s cannot be made: %s. %s".formatted(path, reason(e), ANOTHER), e);
    }
  }

  private void refuseWhatBelongsToOthers() {
    if (ServerAccount.ownUid() == 0) {
      return;
    }
    try (var entries = Files.newDirectoryStream(path)) {
      refuseIfAnothers(path);
      for (Path entry : entries) {
        refuseIfAnothers(entry);
      }
    } catch (AccessDeniedException e) {
      throw notOurs(path, e);
    } catch (IOException e) {
      throw new StorageException(
          "The data folder %s cannot be read: %s. %s".formatted(path, reason(e), ANOTHER), e);
    }
  }

  private void refuseIfAnothers(Path entry) throws IOException {
    if (ServerAccount.ownerOf(entry) != ServerAccount.ownUid() && !Files.isWritable(entry)) {
      throw notOurs(entry, null);
    }
  }

  private StorageException notOurs(Path entry, @Nullable Throwable cause) {
    String owner = "somebody else";
    try {
      owner = Files.getOwner(entry).getName();
    } catch (IOException e) {
      // The sentence does without the name.
    }
    return new StorageException(
        "%s belongs to %s, perhaps from a start as that user. Take it over with `sudo chown -R %s '%s'`. Or: %s"
            .formatted(entry, owner, System.getProperty("user.name"), path, ANOTHER),
        cause);
  }

  private void tryWriting() {
    try {
      Files.delete(Files.createTempFile(path, ".writable", ""));
    } catch (IOException e) {
      throw new StorageException(
          "The data folder %s cannot be written: %s. %s".formatted(path, reason(e), ANOTHER), e);
    }
  }

  private static String reason(IOException e) {
    return e instanceof AccessDeniedException
        ? "permission denied"
        : String.valueOf(e.getMessage());
  }

  Path file(String name) {
    return path.resolve(name);
  }

  /// Writes a file that its owner alone may read: all of it or nothing.
  void writeSecret(String name, String text) throws IOException {
    Path partial = Files.createTempFile(path, "." + name, ".partial", permissions("rw-------"));
    Files.writeString(partial, text);
    Files.move(
        partial, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  static FileAttribute<Set<PosixFilePermission>> permissions(String text) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
