package org.tastemaker.server.sql;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// A file that one process at a time holds. The kernel lets go of it however the process ends.
final class FolderLock implements AutoCloseable {

  /// What this process holds: to open and close such a file again would let go of the lock.
  private static final Set<Path> HELD = new HashSet<>();

  private final Path file;
  private final FileChannel channel;
  private final FileLock lock;

  private FolderLock(Path file, FileChannel channel, FileLock lock) {
    this.file = file;
    this.channel = channel;
    this.lock = lock;
  }

  /// Takes the lock unless somebody, in this process or another, has it.
  static Optional<FolderLock> tryAcquire(Path file) {
    synchronized (HELD) {
      if (HELD.contains(file)) {
        return Optional.empty();
      }
      try {
        return lock(file);
      } catch (IOException e) {
        throw new StorageException("%s cannot be locked: %s".formatted(file, e.getMessage()), e);
      }
    }
  }

  @SuppressWarnings("MustBeClosed")
  private static Optional<FolderLock> lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            DataFolder.permissions("rw-------"));
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      return Optional.empty();
    }
    HELD.add(file);
    return Optional.of(new FolderLock(file, channel, lock));
  }

  static boolean isHeld(Path file) {
    Optional<FolderLock> mine = tryAcquire(file);
    mine.ifPresent(FolderLock::close);
    return mine.isEmpty();
  }

  /// Lets go and deletes the file.
  void closeAndDelete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new StorageException("%s cannot be deleted: %s".formatted(file, e.getMessage()), e);
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    synchronized (HELD) {
      HELD.remove(file);
      try {
        lock.release();
        channel.close();
      } catch (IOException e) {
        throw new StorageException("%s cannot be let go: %s".formatted(file, e.getMessage()), e);
      }
    }
  }
}
