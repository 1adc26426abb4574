package org.tastemaker.server.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.tastemaker.server.catalogue.ItemDraft;
import org.tastemaker.server.catalogue.ItemEntry;
import org.tastemaker.server.id.SourceKey;
import org.tastemaker.server.json.Json;
import tools.jackson.databind.node.ObjectNode;

/// The bundled catalogue: real titles, one JSON object a line with an `id` and the fields of an
/// [ItemDraft].
final class DemoCatalogue {
  private DemoCatalogue() {}

  static List<ItemEntry> entries() {
    try (InputStream in = DemoCatalogue.class.getResourceAsStream("/demo/catalogue.jsonl");
        var lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      return lines.lines().map(DemoCatalogue::entry).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ItemEntry entry(String line) {
    var fields = (ObjectNode) Json.mapper().readTree(line);
    String id = fields.remove("id").asString();
    return new ItemEntry(
        new SourceKey(Demo.SOURCE, id), Json.mapper().treeToValue(fields, ItemDraft.class));
  }
}
