package org.tastemaker.server.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's programs, unpacked from the archive that comes with this program.
///
/// @param home the folder with `bin`, `lib` and `share`
record PostgresBinaries(Path home) {

  /// The major version of the programs: part of a cluster folder's name.
  static final int MAJOR = 18;

  Path program(String name) {
    return home.resolve("bin").resolve(name);
  }

  /// Unpacks the programs into the folder unless an earlier start has done so.
  static PostgresBinaries unpackedIn(Path folder) throws IOException {
    URLConnection archive = archive().openConnection();
    Path home = folder.resolve("postgres-" + MAJOR + "-" + fingerprint(archive));
    if (!Files.isDirectory(home)) {
      Files.createDirectories(folder);
      unpackBeside(archive, home);
    }
    return new PostgresBinaries(home);
  }

  private static void unpackBeside(URLConnection archive, Path home) throws IOException {
    Path partial = Files.createTempDirectory(home.getParent(), "unpacking-");
    Files.setPosixFilePermissions(partial, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (InputStream in = archive.getInputStream()) {
      unpack(in, partial);
      Files.move(partial, home);
    } catch (IOException e) {
      deleteTree(partial);
      // Another process may have been faster.
      if (!Files.isDirectory(home)) {
        throw e;
      }
    }
  }

  private static URL archive() {
    String arch = System.getProperty("os.arch");
    String name =
        switch (arch) {
          case "amd64", "x86_64" -> "postgres-linux-x86_64.txz";
          case "aarch64", "arm64" -> "postgres-linux-arm_64.txz";
          default -> "";
        };
    URL archive = PostgresBinaries.class.getResource("/" + name);
    if (name.isEmpty() || archive == null || !System.getProperty("os.name").equals("Linux")) {
      throw new StorageException(
          "There is no embedded PostgreSQL for %s on %s. Point --database-url at a PostgreSQL of yours."
              .formatted(System.getProperty("os.name"), arch));
    }
    return archive;
  }

  private static String fingerprint(URLConnection archive) throws IOException {
    return archive instanceof JarURLConnection jar && jar.getJarEntry() != null
        ? Long.toHexString(jar.getJarEntry().getCrc())
        : Long.toString(archive.getContentLengthLong());
  }

  private static void unpack(InputStream archive, Path into) throws IOException {
    try (var tar = new TarArchiveInputStream(new XZInputStream(archive))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (isNeeded(entry.getName())) {
          unpack(tar, entry, into);
        }
      }
    }
  }

  private static boolean isNeeded(String name) {
    return !name.endsWith(".a") && !name.contains("/pkgconfig") && !name.contains("/pgxs");
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path into)
      throws IOException {
    Path target = into.resolve(entry.getName()).normalize();
    if (!target.startsWith(into)) {
      throw new IOException("the archive leads outside its folder: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(tar, target);
      Files.setPosixFilePermissions(target, permissions(entry.getMode()));
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    return PosixFilePermissions.fromString((mode & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--");
  }

  static void deleteTree(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
