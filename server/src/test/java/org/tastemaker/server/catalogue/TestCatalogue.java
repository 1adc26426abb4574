package org.tastemaker.server.catalogue;

import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.tastemaker.server.event.EventLog;
import org.tastemaker.server.id.SourceKey;
import org.tastemaker.server.sql.TestDatabase;

/// A catalogue on a test's database, wired as in production; it follows nobody.
public final class TestCatalogue {

  private final LiveCatalogue live;
  private final Catalogue catalogue;

  private final DeclaredKinds declared;
  private final CatalogueReplay replay;
  private final ItemEditor editor;
  private final ItemLinks links;
  private final ItemMerger merger;

  private TestCatalogue(
      LiveCatalogue live,
      Catalogue catalogue,
      DeclaredKinds declared,
      CatalogueReplay replay,
      ItemEditor editor,
      ItemLinks links,
      ItemMerger merger) {
    this.merger = merger;
    this.editor = editor;
    this.links = links;
    this.declared = declared;
    this.live = live;
    this.catalogue = catalogue;
    this.replay = replay;
  }

  /// One whose items nobody does anything with.
  public static TestCatalogue on(TestDatabase database) {
    return on(
        database,
        new ItemUse() {
          @Override
          public boolean isUsed(int item) {
            return false;
          }

          @Override
          public void move(int from, int to) {}
        });
  }

  /// @param use what people do with its items
  public static TestCatalogue on(TestDatabase database, ItemUse use) {
    var live =
        new LiveCatalogue(
            new IndexRows(new JdbcTemplate(database.dataSource()), database.transactions()));
    live.load();

    var catalogue =
        new Catalogue(
            new ItemRows(database.jdbc()),
            new KindRows(database.jdbc()),
            database.transactions(),
            new ItemEvents(new EventLog(database.jdbc()), database.notifications()),
            live);
    var declared =
        new DeclaredKinds(
            new KindRows(database.jdbc()),
            new ItemRows(database.jdbc()),
            database.transactions(),
            new ItemEvents(new EventLog(database.jdbc()), database.notifications()),
            live);
    var editor =
        new ItemEditor(
            catalogue,
            new ItemRows(database.jdbc()),
            use,
            database.transactions(),
            new ItemEvents(new EventLog(database.jdbc()), database.notifications()),
            live);
    var merger =
        new ItemMerger(
            editor,
            new ItemRows(database.jdbc()),
            new LinkRows(database.jdbc()),
            new MergeRows(database.jdbc()),
            use,
            database.transactions(),
            new ItemEvents(new EventLog(database.jdbc()), database.notifications()),
            live);
    var links =
        new ItemLinks(
            new LinkRows(database.jdbc()),
            new ItemRows(database.jdbc()),
            database.transactions(),
            new ItemEvents(new EventLog(database.jdbc()), database.notifications()));
    var replay =
        new CatalogueReplay(
            database.jdbc(), database.transactions(), new ItemRows(database.jdbc()), live);
    return new TestCatalogue(live, catalogue, declared, replay, editor, links, merger);
  }

  public DeclaredKinds declared() {
    return declared;
  }

  public ItemEditor editor() {
    return editor;
  }

  public ItemMerger merger() {
    return merger;
  }

  public ItemLinks links() {
    return links;
  }

  public LiveCatalogue live() {
    return live;
  }

  public CatalogueReplay replay() {
    return replay;
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  /// Makes movies called `Movie 1` and so on, known as `test:1` and so on.
  ///
  /// @return their ids
  public int[] movies(int count) {
    var entries =
        IntStream.rangeClosed(1, count)
            .mapToObj(n ->
                new ItemEntry(
                    new SourceKey("test", Integer.toString(n)),
                    ItemDraft.of(Kind.MOVIE, "Movie " + n)))
            .toList();
    return catalogue.ensure(entries, null).items();
  }
}
