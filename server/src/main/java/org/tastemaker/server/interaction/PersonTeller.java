package org.tastemaker.server.interaction;

import java.util.List;
import java.util.Map;
import org.tastemaker.server.event.Event;
import org.tastemaker.server.event.Teller;
import tools.jackson.databind.node.ObjectNode;

/// Tells what happened to people: what is left of somebody who was erased, and since when there was
/// somebody with that id.
final class PersonTeller implements Teller {
  static final String ERASED = "PersonErased";

  @Override
  public Map<String, String> types() {
    return Map.of(ERASED, "DeletionEvent");
  }

  @Override
  public List<ObjectNode> tell(Event event) {
    return List.of(Teller.about("person").setAll(Teller.plainly(event)));
  }
}
