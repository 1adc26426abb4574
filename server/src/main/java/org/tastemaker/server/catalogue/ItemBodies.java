package org.tastemaker.server.catalogue;

import org.tastemaker.server.http.MergePatch;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.id.SourceKey;
import tools.jackson.databind.JsonNode;

/// Items as callers write them, for routes outside the catalogue.
public final class ItemBodies {

  private ItemBodies() {}

  /// The item that a body describes.
  ///
  /// @param forms what kinds allow
  /// @throws ProblemException 400 or 422 naming the field
  public static NewItem read(JsonNode body, KindForms forms) {
    if (!body.isObject()) {
      throw ProblemException.invalid("body", "Here belongs an object.");
    }
    ItemBody read = MergePatch.read(body, ItemBody.class);
    try {
      var item = new NewItem(read.draft(), read.sourceKeys());
      forms.check(item.draft());
      return item;
    } catch (InvalidItemException e) {
      throw ItemProblems.invalid(e);
    }
  }

  /// What a JSON merge patch makes of an item.
  ///
  /// @throws ProblemException 400 or 422 naming the field
  public static ItemState patched(JsonNode patch, ItemState item, KindForms forms) {
    try {
      var patched = ItemPatch.applied(patch, item);
      forms.check(patched.draft());
      return patched;
    } catch (InvalidItemException e) {
      throw ItemProblems.invalid(e);
    }
  }

  /// What to tell who named an outside id that leads to another item.
  public static ProblemException duplicate(SourceKey key, int item) {
    return ItemProblems.duplicate(key, item);
  }
}
