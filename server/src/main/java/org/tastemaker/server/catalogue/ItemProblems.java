package org.tastemaker.server.catalogue;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.tastemaker.server.http.FieldError;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.id.Reference;
import org.tastemaker.server.id.SourceKey;

/// What callers are told when an item cannot be as they say.
final class ItemProblems {

  private ItemProblems() {}

  /// What the API calls a part of a draft.
  static String fieldOf(String part) {
    return part.equals("imageUrl") ? "image" : part;
  }

  static ProblemException invalid(InvalidItemException wrong) {
    String field = fieldOf(wrong.field());
    return new ProblemException(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "invalid-item",
        field + ": " + wrong.sentence(),
        List.of(new FieldError(field, wrong.sentence())));
  }

  static ProblemException duplicate(SourceKey key, int item) {
    String sentence = "%s is item %d already.".formatted(key, item);
    return new ProblemException(
        HttpStatus.CONFLICT,
        "duplicate-external-id",
        sentence,
        List.of(new FieldError("keys", sentence)));
  }

  static ProblemException stale(ItemState now) {
    return ProblemException.stale(
        "Item %d is at version %d by now.".formatted(now.id(), now.version()),
        ItemView.standing(now));
  }

  static ProblemException noSuchItem(Reference reference) {
    return ProblemException.notFound("no-such-item", "There is no item %s.".formatted(reference));
  }
}
