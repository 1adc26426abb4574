package org.tastemaker.server.importing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tastemaker.server.catalogue.Catalogue;
import org.tastemaker.server.catalogue.ItemDraft;
import org.tastemaker.server.catalogue.ItemEntry;
import org.tastemaker.server.catalogue.Kind;
import org.tastemaker.server.catalogue.KindForms;
import org.tastemaker.server.catalogue.PutResult;
import org.tastemaker.server.id.SourceKey;
import org.tastemaker.server.importing.FilePlan.Role;
import org.tastemaker.server.importing.ImportReport.FileReport;

/// Takes the files that describe items: the items themselves, with what links and tags say about
/// them. They are taken together or not at all; taking them again changes nothing.
final class ItemsImport {
  private static final int CHUNK = 1000;

  private final ImportPlan plan;
  private final KindForms forms;
  private final Catalogue catalogue;
  private final Rejects rejects;
  private final Course course;
  private final Map<String, Counts> counts = new HashMap<>();
  private final Map<String, String> notes = new HashMap<>();

  ItemsImport(
      ImportPlan plan, KindForms forms, Catalogue catalogue, Rejects rejects, Course course) {
    this.plan = plan;
    this.forms = forms;
    this.catalogue = catalogue;
    this.rejects = rejects;
    this.course = course;
  }

  /// The ids, in their source, of the items that a set describes.
  static Set<String> ids(ImportPlan plan, KindForms forms) {
    Set<String> ids = new HashSet<>();
    for (FilePlan file : plan.of(Role.ITEMS)) {
      var reader = new ItemReader(file, plan.kind().or(() -> Optional.of(Kind.UNKNOWN)), forms);
      try (var rows = file.table().open(file.file())) {
        while (rows.next()) {
          addId(plan.source(), reader, rows, ids);
        }
      }
    }
    return ids;
  }

  private static void addId(String source, ItemReader reader, Rows rows, Set<String> ids) {
    try {
      String id = reader.id(rows);
      reader.read(rows);
      ids.add(Resolver.sourceKey(source, "item", id).value());
    } catch (BadRow e) {
      // Reported when the items themselves are read.
    }
  }

  /// Takes all of them; false when asked to stop before the end.
  boolean run(Set<String> ids) {
    var extras = new ItemExtras();
    boolean whole = true;
    for (FilePlan file : plan.of(Role.TAGS)) {
      whole &= whole && read(file, row -> extras.tag(file, row, ids));
    }
    for (FilePlan file : plan.of(Role.LINKS)) {
      whole &= whole && read(file, row -> extras.link(file, row, ids));
    }
    for (FilePlan file : plan.of(Role.ITEMS)) {
      whole &= whole && take(file, extras);
    }
    return whole;
  }

  private interface RowReader {
    void read(Rows row);
  }

  /// Reads a file's rows; those that the reader accepts count as taken.
  private boolean read(FilePlan file, RowReader reader) {
    long read = 0;
    long rejected = 0;
    try (var rows = file.table().open(file.file(), course.begin(file.file()))) {
      while (rows.next()) {
        read++;
        course.row();
        rejected += accepts(file, reader, rows) ? 0 : 1;
      }
    }
    course.end(file.file());
    counts.put(file.file().name(), new Counts(read, read - rejected, 0, rejected));
    return !course.stopped();
  }

  private boolean accepts(FilePlan file, RowReader reader, Rows rows) {
    try {
      reader.read(rows);
      return true;
    } catch (BadRow e) {
      rejects.add(file.file().name(), rows.line(), e.reason(), rows.text());
      return false;
    }
  }

  private boolean take(FilePlan file, ItemExtras extras) {
    var reader = new ItemReader(file, plan.kind(), forms);
    var taking = new Taking(extras);
    boolean whole =
        read(file, row -> taking.add(reader.id(row), reader.read(row), reader.keys(row)));
    taking.flush();
    Counts read = counts.getOrDefault(file.file().name(), Counts.NONE);
    counts.put(
        file.file().name(),
        new Counts(
            read.read(), read.taken() - taking.unchanged, taking.unchanged, read.rejected()));
    notes.put(file.file().name(), taking.note());
    return whole;
  }

  /// Items on their way into the catalogue.
  private final class Taking {
    private final ItemExtras extras;
    private final List<ItemEntry> entries = new ArrayList<>(CHUNK);
    private final List<List<SourceKey>> further = new ArrayList<>(CHUNK);
    private long created;
    private long changed;
    private long unchanged;
    private long wanted;
    private long linked;

    Taking(ItemExtras extras) {
      this.extras = extras;
    }

    void add(String id, ItemDraft draft, List<SourceKey> keys) {
      further.add(Stream.concat(keys.stream(), extras.links(id).stream()).toList());
      entries.add(new ItemEntry(Resolver.sourceKey(plan.source(), "item", id), tagged(id, draft)));
      if (entries.size() == CHUNK) {
        flush();
      }
    }

    private ItemDraft tagged(String id, ItemDraft draft) {
      List<String> tags = extras.tags(id);
      return tags.isEmpty()
          ? draft
          : draft.withKeywords(Stream.concat(tags.stream(), draft.keywords().stream()).toList());
    }

    void flush() {
      if (entries.isEmpty()) {
        return;
      }
      List<PutResult> results = catalogue.putAll(entries, null);
      Map<SourceKey, Integer> links = new LinkedHashMap<>();
      for (int i = 0; i < results.size(); i++) {
        count(results.get(i));
        int item = results.get(i).item();
        further.get(i).forEach(key -> links.putIfAbsent(key, item));
      }
      if (!links.isEmpty()) {
        wanted += links.size();
        linked += catalogue.link(links, null);
      }
      entries.clear();
      further.clear();
    }

    private void count(PutResult result) {
      switch (result) {
        case PutResult.Created made -> created++;
        case PutResult.Changed made -> changed++;
        case PutResult.Unchanged left -> unchanged++;
      }
    }

    String note() {
      String items = "%,d new, %,d changed".formatted(created, changed);
      return wanted == 0 ? items : items + ", %,d of %,d linked ids new".formatted(linked, wanted);
    }
  }

  /// What became of each file.
  List<FileReport> reports(Duration took) {
    List<FileReport> reports = new ArrayList<>();
    for (FilePlan file : plan.files()) {
      String name = file.file().name();
      if (file.role() != Role.INTERACTIONS) {
        reports.add(
            new FileReport(
                name,
                file.what(),
                counts.getOrDefault(name, Counts.NONE),
                took,
                notes.getOrDefault(name, "")));
      }
    }
    return reports;
  }
}
