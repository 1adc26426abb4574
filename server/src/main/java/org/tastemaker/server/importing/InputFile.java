package org.tastemaker.server.importing;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// One file of an import: on disk or inside a zip, plain or gzip.
///
/// `name` is the file's own name without `.gz`, by which layouts are recognised; `entry` is its
/// place inside a zip, empty for a file on disk; `size` counts the bytes as stored, which is what
/// progress is measured in.
record InputFile(String name, Path path, String entry, long size, Instant modifiedAt) {

  /// The files at a path: a folder's, a zip's, or the file itself; in the order of their names.
  static List<InputFile> at(Path path) {
    if (!Files.exists(path)) {
      throw new ImportException("There is no file or folder %s.".formatted(path));
    }
    try {
      if (Files.isDirectory(path)) {
        return inFolder(path);
      }
      return isZip(path) ? inZip(path) : List.of(plain(path));
    } catch (ZipException e) {
      throw new ImportException(
          "%s is not a whole zip file: %s.".formatted(path, e.getMessage()), e);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static List<InputFile> inFolder(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      List<InputFile> files = new ArrayList<>();
      for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
        files.add(plain(path));
      }
      return List.copyOf(files);
    }
  }

  /// The folders within a folder, whose files [#at] leaves out.
  static List<String> foldersIn(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(path)) {
      return paths
          .filter(Files::isDirectory)
          .map(folder -> String.valueOf(folder.getFileName()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static InputFile plain(Path path) throws IOException {
    return new InputFile(
        baseName(String.valueOf(path.getFileName())),
        path,
        "",
        Files.size(path),
        Files.getLastModifiedTime(path).toInstant());
  }

  private static boolean isZip(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] magic = in.readNBytes(4);
      return magic.length == 4 && magic[0] == 'P' && magic[1] == 'K' && magic[2] == 3;
    }
  }

  private static List<InputFile> inZip(Path path) throws IOException {
    try (var zip = new ZipFile(path.toFile())) {
      return zip.stream()
          .filter(entry -> !entry.isDirectory() && !entry.getName().startsWith("__MACOSX/"))
          .map(entry -> inside(path, entry))
          .sorted(Comparator.comparing(InputFile::name))
          .toList();
    }
  }

  private static InputFile inside(Path path, ZipEntry entry) {
    return new InputFile(
        baseName(entry.getName()),
        path,
        entry.getName(),
        Math.max(0, entry.getCompressedSize()),
        entry.getLastModifiedTime().toInstant());
  }

  private static String baseName(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    return last.toLowerCase(Locale.ROOT).endsWith(".gz")
        ? last.substring(0, last.length() - ".gz".length())
        : last;
  }

  /// The unpacked content. `read` hears how many stored bytes have been consumed so far.
  InputStream open(LongConsumer read) {
    try {
      var counted = new Counting(stored(), read);
      return isGzip(counted) ? new GZIPInputStream(counted, 1 << 16) : counted;
    } catch (IOException e) {
      throw unreadable(this, e);
    }
  }

  /// The unpacked content.
  InputStream open() {
    return open(bytes -> {});
  }

  private static boolean isGzip(InputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzip;
  }

  private InputStream stored() throws IOException {
    if (entry.isEmpty()) {
      return Files.newInputStream(path);
    }
    var zip = new ZipFile(path.toFile());
    return new FilterInputStream(zip.getInputStream(zip.getEntry(entry))) {
      @Override
      public void close() throws IOException {
        super.close();
        zip.close();
      }
    };
  }

  /// The SHA-256 of the stored bytes, in hexadecimal: what tells one file from another.
  String sha256() {
    try (var digest = new DigestInputStream(stored(), Fingerprint.digest())) {
      digest.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (IOException e) {
      throw unreadable(this, e);
    }
  }

  static ImportException unreadable(Object what, IOException e) {
    String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new ImportException("Cannot read %s: %s".formatted(what, reason), e);
  }

  /// Where it is: its path, inside a zip with the entry after an exclamation mark.
  @Override
  public String toString() {
    return entry.isEmpty() ? path.toString() : path + "!" + entry;
  }

  /// Counts what leaves the buffer, so that gzip's own reading ahead hardly matters.
  private static final class Counting extends BufferedInputStream {
    private final LongConsumer read;
    private long total;

    Counting(InputStream in, LongConsumer read) {
      super(in, 1 << 16);
      this.read = read;
    }

    @Override
    public synchronized int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      if (count > 0) {
        total += count;
        read.accept(total);
      }
      return count;
    }
  }
}
