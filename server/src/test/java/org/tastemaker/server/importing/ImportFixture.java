package org.tastemaker.server.importing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.catalogue.TestCatalogue;
import org.tastemaker.server.importing.ImportReport.FileReport;
import org.tastemaker.server.interaction.TestInteractions;
import org.tastemaker.server.json.Json;
import org.tastemaker.server.sql.TestDatabase;

/// An importer on a database of its own, and files for it.
final class ImportFixture implements AutoCloseable {
  private static final List<String> TABLES =
      List.of(
          """
          select format('%s:%s %s:%s %s %s', p.source, p.value, i.source, i.value, r.hundredths,
                        extract(epoch from r.occurred_at))
          from rating r join person_key p on p.person = r.person
          join item_key i on i.item = r.item and i.source not in ('imdb', 'tmdb')
          """,
          """
          select format('%s:%s %s:%s %s %s %s %s', p.source, p.value, i.source, i.value, a.type,
                        a.count, extract(epoch from a.first_at), extract(epoch from a.last_at))
          from activity a join person_key p on p.person = a.person
          join item_key i on i.item = a.item and i.source not in ('imdb', 'tmdb')
          """,
          """
          select format('%s:%s %s:%s %s %s %s', p.source, p.value, i.source, i.value, l.type,
                        l.value, extract(epoch from l.occurred_at))
          from interaction_log l join person_key p on p.person = l.person
          join item_key i on i.item = l.item and i.source not in ('imdb', 'tmdb')
          """,
          """
          select format('%s:%s %s %s', i.source, i.value, t.hundredths, t.count)
          from item_rating t join item_key i on i.item = t.item
          """,
          """
          select format('%s:%s %s %s %s %s', k.source, k.value, i.kind, i.title, i.year,
                        i.attributes)
          from item i join item_key k on k.item = i.id
          """,
          "select format('%s:%s', source, value) from person_key",
          "select format('%s %s', type, payload) from event");

  private final TestDatabase database = TestDatabase.fresh();
  private final TestCatalogue catalogue;
  private final Importer importer;
  private final Path folder;

  /// @param chunk rows in a chunk
  ImportFixture(Path folder, int chunk) {
    this.folder = folder;
    catalogue = TestCatalogue.on(database);
    var interactions = TestInteractions.on(database, catalogue);
    this.importer =
        new Importer(
            catalogue.catalogue(),
            catalogue.declared(),
            interactions.people(),
            interactions.bulk(),
            interactions.bulkActivities(),
            database.jdbc(),
            database.transactions(),
            new ImportingSettings(chunk));
  }

  /// Declares a kind.
  void declare(String kind, String schema) {
    catalogue.declared().declare(new Kind(kind), Json.mapper().readTree(schema), null);
  }

  ImportReport run(ImportRequest request) {
    return run(request, ImportListener.SILENT);
  }

  ImportReport run(ImportRequest request, ImportListener listener) {
    return importer.run(request, folder.resolve("rejects"), listener);
  }

  ImportReport run(Path path) {
    return run(ImportRequest.of(path));
  }

  Importer importer() {
    return importer;
  }

  TestDatabase database() {
    return database;
  }

  /// Every table that an import may change, as sorted texts without ids of ours.
  List<List<String>> tables() {
    return tables(database.jdbc());
  }

  static List<List<String>> tables(JdbcClient jdbc) {
    return TABLES.stream()
        .map(sql -> jdbc.sql(sql).query((row, n) -> row.getString(1)).list())
        .map(texts -> texts.stream().sorted().toList())
        .toList();
  }

  List<String> texts(String sql) {
    return database.jdbc().sql(sql).query((row, n) -> row.getString(1)).list();
  }

  long count(String table) {
    return database.jdbc().sql("select count(*) from " + table).query(Long.class).single();
  }

  static Counts counts(ImportReport report, String file) {
    return report.files().stream()
        .filter(each -> each.file().equals(file))
        .map(FileReport::rows)
        .findFirst()
        .orElseThrow();
  }

  /// The rejected rows as `file,line,reason,row`, without the header.
  static List<String> rejects(ImportReport report) {
    return report
        .rejects()
        .map(path -> {
          try {
            return Files.readAllLines(Path.of(path)).stream().skip(1).toList();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        })
        .orElse(List.of());
  }

  Path file(String name, String text) {
    return file(name, text, StandardCharsets.UTF_8);
  }

  Path file(String name, String text, Charset charset) {
    return bytes(name, text.getBytes(charset));
  }

  Path bytes(String name, byte[] bytes) {
    try {
      Path path = folder.resolve(name);
      Files.createDirectories(path.getParent());
      return Files.write(path, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] gzip(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// A zip of name, content, name, content, ….
  static byte[] zip(String... namesAndTexts) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    database.close();
  }
}
