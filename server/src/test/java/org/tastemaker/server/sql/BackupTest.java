package org.tastemaker.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {

  @TempDir Path folder;

  private final TestDatabase from = TestDatabase.fresh();
  private final TestDatabase to = TestDatabase.fresh();
  private final Database source = from.database();
  private final Database target = to.database();

  @AfterEach
  void close() {
    source.close();
    target.close();
    from.close();
    to.close();
  }

  @Test
  void everythingComesBack() {
    fill(from);
    Manifest written = backup();
    var told = new ArrayList<String>();

    Manifest read = new Restore(target, table -> told.add(table.name())).read(file(), false);

    assertThat(read).isEqualTo(written);
    assertThat(told).contains("item", "event", "interaction_log");
    assertThat(written.rows()).isGreaterThan(1000);
    for (Manifest.Table table : written.tables()) {
      assertThat(content(to, table.name())).isEqualTo(content(from, table.name()));
    }
    assertThat(structure(to)).isEqualTo(structure(from));
  }

  @Test
  void lifeGoesOnAfterARestore() {
    fill(from);
    backup();
    new Restore(target, _ -> {}).read(file(), false);

    int item =
        to.jdbc()
            .sql("insert into item (kind, title) values ('movie', 'Ronin') returning id")
            .query(Integer.class)
            .single();
    long position =
        to.jdbc()
            .sql(
                "insert into event (type, object_id, payload) values ('ItemAdded', 1, '{}') returning position")
            .query(Long.class)
            .single();

    assertThat(item).isEqualTo(1001);
    assertThat(position).isEqualTo(2001);
    assertThat(
            to.jdbc()
                .sql("select settled_log_position('event', 'interaction')")
                .query(Long.class)
                .single())
        .isEqualTo(position);
    Migrations.refuseOther(to.unpooled());
  }

  @Test
  void aBackupIsOfOneMomentWhileOthersWrite() throws InterruptedException {
    var writing = new AtomicBoolean(true);
    Thread writer = Thread.ofPlatform().start(() -> addPairs(writing));
    try {
      for (int i = 0; i < 3; i++) {
        Path file = folder.resolve("backup-" + i);
        new Backup(source, _ -> {}).write(file);
        new Restore(target, _ -> {}).read(file, true);
        assertThat(count(to, "person")).isEqualTo(count(to, "person_key"));
      }
    } finally {
      writing.set(false);
      writer.join();
    }
    assertThat(count(from, "person")).isGreaterThan(3);
  }

  @Test
  void anOlderBackupIsBroughtUpToDate() {
    try (var old = TestDatabase.empty()) {
      Migrations.migrate(old.unpooled(), "public", "040");
      old.jdbc().sql("insert into person (name) values ('Ann')").update();
      try (var aged = Database.unmigrated(old.address())) {
        new Backup(aged, _ -> {}).write(file());
      }
    }

    Manifest read = new Restore(target, _ -> {}).read(file(), false);

    assertThat(read.version()).isEqualTo("040");
    assertThat(count(to, "person")).isEqualTo(1);
    assertThat(structure(to)).isEqualTo(structure(from));
  }

  @Test
  void aDatabaseWithRowsIsOnlyReplacedOnDemand() {
    fill(from);
    backup();
    to.jdbc().sql("insert into person (name) values ('Bob')").update();

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> new Restore(target, _ -> {}).read(file(), false))
        .withMessageContaining("not empty")
        .withMessageContaining("person")
        .withMessageContaining("--replace");
    assertThat(count(to, "person")).isEqualTo(1);

    new Restore(target, _ -> {}).read(file(), true);
    assertThat(count(to, "person")).isEqualTo(count(from, "person"));
    assertThat(target.jdbc().sql("select count(*) from person").query(Integer.class).single())
        .isEqualTo(count(from, "person"));
  }

  @Test
  void theFileIsTheOwnersAloneAndNeverOverwritten() throws IOException {
    backup();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(this::backup)
        .withMessageContaining("is there already");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file());
    }
  }

  @Test
  void aFolderThatIsNotThereIsSaid() {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> new Backup(source, _ -> {}).write(folder.resolve("none/backup")))
        .withMessageContaining("cannot be written");
  }

  @Test
  void everyDamageIsFoundAndChangesNothing() throws IOException {
    fill(from);
    backup();
    byte[] whole = Files.readAllBytes(file());
    to.jdbc().sql("insert into person (name) values ('Bob')").update();

    refused(whole(whole, bytes -> Arrays.copyOf(bytes, bytes.length / 2)));
    refused(whole(whole, _ -> "no backup at all".getBytes(StandardCharsets.UTF_8)));
    refused(whole(whole, _ -> new byte[0]));
    refused(entry("tables/item.copy", text -> text.replaceFirst("Film 1\t", "Film 2\t")));
    refused(
        entry("tables/item.copy", text -> text + text.lines().findFirst().orElseThrow() + "\n"));
    refused(entry("tables/rating.copy", _ -> ""));
    refused(entry("manifest.json", text -> text.replace("\"rows\" : 1000", "\"rows\" : 999")));
    refused(entry("manifest.json", text -> text.substring(0, text.length() / 2)));

    assertThat(count(to, "person")).isEqualTo(1);
    assertThat(count(to, "item")).isZero();
    assertThat(schemas(to)).doesNotContain(Restore.SCHEMA);
  }

  @Test
  void aFileThatIsNotThereIsSaid() {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> new Restore(target, _ -> {}).read(folder.resolve("none"), false))
        .withMessageContaining("no backup");
  }

  @Test
  void aNewerBackupIsRefused() throws IOException {
    backup();

    Path format =
        entry("manifest.json", text -> text.replace("\"format\" : 1", "\"format\" : 2"), true);
    Path version = entry("manifest.json", text -> text.replaceFirst("\"040\"", "\"999\""), true);
    Path edition =
        entry(
            "manifest.json",
            text -> text.replaceFirst("\"checksum\" : -?\\d", "\"checksum\" : 9"),
            true);

    assertRefused(format, "newer Tastemaker");
    assertRefused(version, "newer Tastemaker");
    assertRefused(edition, "another edition");
  }

  @Test
  void aDatabaseInUseByARunningProgramIsRefused() throws Exception {
    backup();
    try (var data = TestFolder.make();
        var server = DatabaseProcess.serve(data.data())) {
      server.answer();
      try (Database command = Database.attach(DatabaseOptions.of(data.data(), null, null))) {
        assertThatExceptionOfType(StorageException.class)
            .isThrownBy(() -> new Restore(command, _ -> {}).read(file(), true))
            .withMessageContaining("in use");
      }
      server.leave();
    }
  }

  @Test
  void aKilledRestoreLeavesTheDatabaseAsItWas() throws Exception {
    fill(from);
    backup();
    try (var data = TestFolder.make()) {
      try (var process = DatabaseProcess.serve(data.data())) {
        process.answer();
        process.run("insert into person (name) values ('Bob')");
      }
      for (int pause : new int[] {150, 400, 700}) {
        try (var process = DatabaseProcess.serve(data.data())) {
          assertThat(process.answer()).isEqualTo("ready owner");
          process.send("restore " + file());
          Thread.sleep(pause);
          process.kill();
        }
        assertOldOrNew(data);
      }
    }
  }

  private void assertOldOrNew(TestFolder data) {
    try (Database database = Database.serve(DatabaseOptions.of(data.data(), null, null))) {
      JdbcCounts counts = JdbcCounts.of(database);
      assertThat(counts)
          .isIn(new JdbcCounts(1, 0, 0), new JdbcCounts(count(from, "person"), 1000, 1000));
      assertThat(
              database
                  .jdbc()
                  .sql("select count(*) from pg_namespace where nspname = :schema")
                  .param("schema", Restore.SCHEMA)
                  .query(Integer.class)
                  .single())
          .isZero();
    }
  }

  private record JdbcCounts(int people, int items, int ratings) {
    static JdbcCounts of(Database database) {
      return database
          .jdbc()
          .sql(
              """
              select (select count(*) from person), (select count(*) from item),
                     (select count(*) from rating)
              """)
          .query((row, _) -> new JdbcCounts(row.getInt(1), row.getInt(2), row.getInt(3)))
          .single();
    }
  }

  private Path file() {
    return folder.resolve("backup");
  }

  private Manifest backup() {
    return new Backup(source, _ -> {}).write(file());
  }

  private static void fill(TestDatabase database) {
    for (String statement :
        """
        insert into item (kind, title, attributes)
          select 'movie', 'Film ' || n, '{"tagline": "tab\\tnewline\\nquote\\""}' from generate_series(1, 1000) n;
        update item set description = E'tab\\t back\\\\slash \\n ünïcode 🎬' where id = 7;
        insert into item_key select 'test', id, id from item;
        insert into person (name) select 'Person ' || n from generate_series(1, 50) n;
        insert into rating select 1 + n % 50, n, n % 501, '2020-01-01' from generate_series(1, 1000) n;
        insert into interaction_log (occurred_at, person, item, value, type)
          select occurred_at, person, item, hundredths, 1 from rating;
        insert into event (type, object_id, payload) select 'ItemAdded', id, '{}' from item;
        insert into model_chunk values ('abc', 1, '\\x00ff7f')
        """
            .split(";", -1)) {
      database.jdbc().sql(statement).update();
    }
  }

  private void addPairs(AtomicBoolean writing) {
    while (writing.get()) {
      from.transactions()
          .executeWithoutResult(_ -> {
            from.jdbc().sql("insert into person (name) values ('Ann')").update();
            from.jdbc()
                .sql("insert into person_key select 'test', max(id), max(id) from person")
                .update();
          });
    }
  }

  private static int count(TestDatabase database, String table) {
    return database.jdbc().sql("select count(*) from " + table).query(Integer.class).single();
  }

  private static List<String> content(TestDatabase database, String table) {
    return database
        .jdbc()
        .sql("select t::text from " + table + " t order by 1")
        .query((row, _) -> row.getString(1))
        .list();
  }

  private static List<String> schemas(TestDatabase database) {
    return database
        .jdbc()
        .sql("select nspname from pg_namespace")
        .query((row, _) -> row.getString(1))
        .list();
  }

  /// Columns, constraints, indexes and triggers.
  private static List<String> structure(TestDatabase database) {
    return database
        .jdbc()
        .sql(
            """
            select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' '
                   || coalesce(column_default, '') || ' ' || is_identity
            from information_schema.columns where table_schema = 'public'
            union all
            select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
            from pg_constraint where connamespace = 'public'::regnamespace
            union all
            select indexdef from pg_indexes where schemaname = 'public'
            union all
            select pg_get_triggerdef(oid) || ' ' || tgenabled::text from pg_trigger where not tgisinternal
            order by 1
            """)
        .query((row, _) -> row.getString(1))
        .list();
  }

  private void refused(Path file) {
    assertRefused(file, "damaged");
  }

  private void assertRefused(Path file, String why) {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> new Restore(target, _ -> {}).read(file, true))
        .withMessageContaining(why);
  }

  private Path whole(byte[] bytes, UnaryOperator<byte[]> damage) throws IOException {
    return Files.write(Files.createTempFile(folder, "damaged", ""), damage.apply(bytes));
  }

  private Path entry(String name, UnaryOperator<String> damage) throws IOException {
    return entry(name, damage, false);
  }

  /// The backup with one entry changed.
  private Path entry(String name, UnaryOperator<String> damage, boolean checksumToo)
      throws IOException {
    Map<String, byte[]> entries = entries();
    byte[] changed =
        damage
            .apply(text(entries.getOrDefault(name, new byte[0])))
            .getBytes(StandardCharsets.UTF_8);
    assertThat(changed).isNotEqualTo(entries.put(name, changed));
    if (checksumToo) {
      entries.put(BackupFile.MANIFEST_CHECKSUM, BackupFile.checksum(changed));
    }
    Path copy = Files.createTempFile(folder, "changed", "");
    try (var zip = new ZipOutputStream(Files.newOutputStream(copy))) {
      for (var entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return copy;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private Map<String, byte[]> entries() throws IOException {
    var entries = new LinkedHashMap<String, byte[]>();
    try (var zip = new ZipFile(file().toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        try (var in = zip.getInputStream(entry)) {
          entries.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return entries;
  }
}
