package org.tastemaker.server.training;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The bytes of models: in the database in chunks, for all nodes, and as files named by their hash
/// in a folder of this node, which are mapped when a model is loaded. A file or chunk that is not
/// what was written is found by the hash: the file is fetched anew, damaged chunks are refused.
final class ModelStore {
  private static final int CHUNK = 1 << 20;
  private static final Duration UNUSED = Duration.ofDays(1);

  /// Writes a model's bytes.
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private final JdbcClient jdbc;
  private final Path folder;

  /// @param folder where this node keeps its copies; made when needed
  ModelStore(JdbcClient jdbc, Path folder) {
    this.jdbc = jdbc;
    this.folder = folder;
  }

  /// Writes bytes to this node's folder and then to the database.
  ///
  /// Interrupted, it leaves chunks that nothing points to; [#keepOnly] clears them away.
  Blob put(Content content) {
    try {
      Files.createDirectories(folder);
      var file = Files.createTempFile(folder, "new-", ".part");
      try {
        var blob = write(content, file);
        upload(blob, file);
        Files.move(file, path(blob), StandardCopyOption.ATOMIC_MOVE);
        return blob;
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A model could not be written to " + folder, e);
    }
  }

  private static Blob write(Content content, Path file) throws IOException {
    var digest = sha256();
    try (var out =
        new BufferedOutputStream(
            new DigestOutputStream(Files.newOutputStream(file), digest), 1 << 16)) {
      content.writeTo(out);
    }
    return new Blob(HexFormat.of().formatHex(digest.digest()), Files.size(file));
  }

  private void upload(Blob blob, Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      int number = 0;
      for (var chunk = in.readNBytes(CHUNK); chunk.length > 0; chunk = in.readNBytes(CHUNK)) {
        putChunk(blob, number++, chunk);
      }
    }
  }

  private void putChunk(Blob blob, int number, byte[] chunk) {
    jdbc.sql(
            """
            insert into model_chunk (sha256, number, bytes) values (:sha256, :number, :bytes)
            on conflict (sha256, number) do update set bytes = excluded.bytes
            """)
        .param("sha256", blob.sha256())
        .param("number", number)
        .param("bytes", chunk)
        .update();
  }

  /// Whether the database holds as many bytes as there should be.
  boolean isWhole(Blob blob) {
    return jdbc.sql(
            """
            select coalesce(sum(octet_length(bytes)), 0) = :bytes
                   and count(*) = coalesce(max(number), -1) + 1
            from model_chunk where sha256 = :sha256
            """)
        .param("bytes", blob.bytes())
        .param("sha256", blob.sha256())
        .query(Boolean.class)
        .single();
  }

  /// Reads bytes, mapped; the buffer is void when the function returns.
  ///
  /// @throws DamagedBlobException when neither this node nor the database has them whole
  <T> T read(Blob blob, Function<ByteBuffer, T> reader) {
    try {
      Files.createDirectories(folder);
      if (!isIntact(blob, path(blob))) {
        download(blob);
      }
      Files.setLastModifiedTime(path(blob), FileTime.from(Instant.now()));
      try (var arena = Arena.ofShared()) {
        return reader.apply(map(path(blob), arena).asByteBuffer());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The folder of models fails: " + folder, e);
    }
  }

  private static MemorySegment map(Path file, Arena arena) throws IOException {
    try (var channel = FileChannel.open(file)) {
      return channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
    }
  }

  private static boolean isIntact(Blob blob, Path file) throws IOException {
    if (!Files.exists(file) || Files.size(file) != blob.bytes()) {
      return false;
    }
    try (var arena = Arena.ofConfined()) {
      var digest = sha256();
      digest.update(map(file, arena).asByteBuffer());
      return HexFormat.of().formatHex(digest.digest()).equals(blob.sha256());
    }
  }

  private void download(Blob blob) throws IOException {
    var file = Files.createTempFile(folder, "fetched-", ".part");
    try {
      try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
        for (int number = 0; number * (long) CHUNK < blob.bytes(); number++) {
          out.write(chunk(blob, number));
        }
      }
      if (!isIntact(blob, file)) {
        throw new DamagedBlobException(blob, "their hash is another");
      }
      Files.move(file, path(blob), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private byte[] chunk(Blob blob, int number) {
    return jdbc.sql("select bytes from model_chunk where sha256 = :sha256 and number = :number")
        .param("sha256", blob.sha256())
        .param("number", number)
        .query(byte[].class)
        .optional()
        .orElseThrow(() -> new DamagedBlobException(blob, "chunk " + number + " is missing"));
  }

  private Path path(Blob blob) {
    return folder.resolve(blob.sha256());
  }

  /// Clears away all other bytes, in the database and, a day after their last use, on this node.
  void keepOnly(List<String> hashes) {
    jdbc.sql("delete from model_chunk where sha256 <> all (:hashes)")
        .param("hashes", hashes.toArray(String[]::new))
        .update();
    try (var files = Files.newDirectoryStream(folder)) {
      var old = FileTime.from(Instant.now().minus(UNUSED));
      for (var file : files) {
        if (!hashes.contains(file.getFileName().toString())
            && Files.getLastModifiedTime(file).compareTo(old) < 0) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The folder of models fails: " + folder, e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
