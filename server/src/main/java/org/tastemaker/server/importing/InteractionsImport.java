package org.tastemaker.server.importing;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tastemaker.server.catalogue.Catalogue;
import org.tastemaker.server.catalogue.ItemDraft;
import org.tastemaker.server.catalogue.ItemEntry;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.id.SourceKey;
import org.tastemaker.server.interaction.People;

/// Reads a file of interactions chunk by chunk and hands each to the [ChunkWriter].
///
/// Where chunks begin depends on the file alone, so that a chunk means the same rows whenever the
/// file is read again. A chunk ends between two people where the file allows it, since writers wait
/// for each other over a person.
final class InteractionsImport {
  private final int chunkRows;
  private final ImportPlan plan;
  private final FilePlan file;
  private final InteractionReader reader;
  private final Resolver<SourceKey> persons;
  private final Resolver<?> items;
  private final Rejects rejects;
  private final Course course;
  private String user = "";
  private String title = "";

  /// @param described the ids of the items that the set describes; empty when it describes none
  InteractionsImport(
      ImportPlan plan,
      FilePlan file,
      Optional<Set<String>> described,
      People people,
      Catalogue catalogue,
      Rejects rejects,
      Course course,
      ImportingSettings settings) {
    this.chunkRows = settings.chunkRows();
    this.plan = plan;
    this.file = file;
    this.reader = new InteractionReader(file, Clock.systemUTC().millis());
    this.persons =
        new Resolver<>(id -> Resolver.sourceKey(plan.source(), "user", id), people::ensure);
    this.items =
        described.<Resolver<?>>map(ids -> known(ids, catalogue)).orElseGet(() -> made(catalogue));
    this.rejects = rejects;
    this.course = course;
  }

  private Resolver<SourceKey> known(Set<String> ids, Catalogue catalogue) {
    return new Resolver<>(
        id -> {
          checkKnown(id, ids);
          return Resolver.sourceKey(plan.source(), "item", id);
        },
        keys -> ids(keys, catalogue.find(keys)));
  }

  static void checkKnown(String item, Set<String> known) {
    if (!known.contains(item)) {
      throw new BadRow("the item %s is not in this set".formatted(BadRow.shown(item)));
    }
  }

  private static int[] ids(List<SourceKey> keys, Map<SourceKey, Integer> found) {
    return keys.stream()
        .mapToInt(key -> {
          Integer item = found.get(key);
          if (item == null) {
            throw new ImportException(
                "The item %s has vanished from the catalogue during the import; run it again."
                    .formatted(key));
          }
          return item;
        })
        .toArray();
  }

  private Resolver<ItemEntry> made(Catalogue catalogue) {
    return new Resolver<>(
        this::entry,
        entries -> {
          if (plan.kind().isEmpty()) {
            checkAllThere(entries, catalogue);
          }
          return catalogue.ensure(entries, null).items();
        });
  }

  private ItemEntry entry(String id) {
    try {
      return new ItemEntry(
          Resolver.sourceKey(plan.source(), "item", id),
          ItemDraft.of(plan.kind().orElse(Kind.UNKNOWN), title.isEmpty() ? id : title));
    } catch (IllegalArgumentException e) {
      throw new BadRow("the item: %s".formatted(e.getMessage()));
    }
  }

  private static void checkAllThere(List<ItemEntry> entries, Catalogue catalogue) {
    var found = catalogue.find(entries.stream().map(ItemEntry::key).toList());
    entries.stream()
        .map(ItemEntry::key)
        .filter(key -> !found.containsKey(key))
        .findFirst()
        .ifPresent(key -> {
          throw new ImportException(
              ("The item %s is not in the catalogue yet, and nothing says what it is. Say what"
                      + " new items are with --kind, as in --kind game (%s, or any other word).")
                  .formatted(key, kinds()));
        });
  }

  static String kinds() {
    return String.join(", ", Kind.builtIn().stream().map(Kind::name).toList());
  }

  /// Reads the whole file, or until asked to stop; whole chunks go to the writer, those that it has
  /// taken before are passed over.
  ///
  /// @return false when asked to stop before the end
  boolean run(ChunkWriter writer) {
    var chunk = new Chunk(0);
    try (var rows = file.table().open(file.file(), course.begin(file.file()))) {
      while (rows.next()) {
        if (mayEnd(chunk) && endsBefore(rows, chunk)) {
          hand(chunk, writer);
          chunk = new Chunk(chunk.number() + 1);
          if (course.stopped() || writer.hasFailed()) {
            return false;
          }
        }
        read(rows, chunk, writer.has(chunk.number()));
        course.row();
      }
    }
    hand(chunk, writer);
    course.end(file.file());
    return true;
  }

  private boolean mayEnd(Chunk chunk) {
    return chunk.read() >= chunkRows;
  }

  /// Whether a new chunk begins with this row: where the person changes, or when it gets too long.
  private boolean endsBefore(Rows rows, Chunk chunk) {
    return chunk.read() >= 2L * chunkRows || !file.field(rows, Column.USER).equals(user);
  }

  private void read(Rows rows, Chunk chunk, boolean taken) {
    chunk.countRow();
    if (chunk.read() >= chunkRows - 1) {
      user = file.field(rows, Column.USER);
    }
    if (taken) {
      return;
    }
    try {
      reader.read(
          rows,
          (person, item, what, value, millis) -> {
            title = file.field(rows, Column.TITLE);
            int itemNumber = items.number(item);
            chunk.add(persons.number(person), itemNumber, what, value, millis);
          });
    } catch (BadRow e) {
      chunk.countRejected();
      rejects.add(file.file().name(), rows.line(), e.reason(), rows.text());
    }
  }

  private void hand(Chunk chunk, ChunkWriter writer) {
    if (chunk.read() > 0 && !writer.has(chunk.number())) {
      rejects.flush();
      chunk.resolve(persons, items);
      writer.write(chunk);
    }
  }
}
