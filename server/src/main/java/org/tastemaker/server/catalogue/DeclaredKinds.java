package org.tastemaker.server.catalogue;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.json.Json;
import tools.jackson.databind.JsonNode;

/// The kinds that this installation declares, beside those that come with the product.
public final class DeclaredKinds {

  private final KindRows kinds;
  private final ItemRows items;
  private final TransactionTemplate transactions;
  private final ItemEvents events;
  private final LiveCatalogue live;

  DeclaredKinds(
      KindRows kinds,
      ItemRows items,
      TransactionTemplate transactions,
      ItemEvents events,
      LiveCatalogue live) {
    this.kinds = kinds;
    this.items = items;
    this.transactions = transactions;
    this.events = events;
    this.live = live;
  }

  /// Declares a kind, or gives a declared one another form.
  ///
  /// @param schema JSON Schema of an object whose properties are the attributes
  /// @param actor who does it; null: the program itself
  /// @throws InvalidItemException naming the part of the schema that is refused
  public DeclareResult declare(Kind kind, JsonNode schema, @Nullable Integer actor) {
    var form = KindForm.declared(kind, schema);
    if (KindForms.BUILT_IN.of(kind).isPresent()) {
      return new DeclareResult.BuiltIn();
    }
    return transactions.execute(status -> {
      items.lock();
      var before = kinds.forms().of(kind);
      if (before.isPresent() && before.get().schema().equals(schema)) {
        return new DeclareResult.Unchanged();
      }
      var misfit = kinds.misfit(form);
      if (misfit.isPresent()) {
        return new DeclareResult.InUse(misfit.get().item(), misfit.get().sentence());
      }
      int id = kinds.declare(form, null);
      events.kindDeclared(id, Map.of("kind", kind, "schema", schema), actor);
      live.kindsChange();
      return before.isPresent() ? new DeclareResult.Changed() : new DeclareResult.Declared();
    });
  }

  /// Declares a kind without attributes, unless it is there.
  public void ensure(Kind kind) {
    if (forms().of(kind).isEmpty()) {
      declare(kind, Json.mapper().readTree("{\"type\":\"object\",\"properties\":{}}"), null);
    }
  }

  /// The forms of all kinds, asked of the database.
  public KindForms forms() {
    return kinds.forms();
  }
}
