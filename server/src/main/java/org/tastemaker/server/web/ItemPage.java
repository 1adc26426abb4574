package org.tastemaker.server.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.catalogue.Credit;
import org.tastemaker.server.catalogue.ItemDraft;
import org.tastemaker.server.id.SourceKey;

/// @param card the item as lists show it; its form is there for who is signed in
/// @param draft all that is written about it
/// @param facts the attributes of its kind
/// @param ties what it is to other items
/// @param keys its outside ids
/// @param reason why it is recommended to who is signed in, where it is
/// @param decline by which they say that it is not for them, or take it back; null for strangers
/// @param watchlisted whether it is on their list
/// @param comments the newest of what people say of it
/// @param similar what is like it
record ItemPage(
    Card card,
    ItemDraft draft,
    List<Fact> facts,
    List<Tie> ties,
    List<SourceKey> keys,
    @Nullable String reason,
    @Nullable DeclineForm decline,
    boolean watchlisted,
    List<Said> comments,
    List<Card> similar)
    implements Page {
  private static final int PEOPLE = 12;

  String kind() {
    return Wording.one(draft.kind());
  }

  String kindLink() {
    return new Link("/catalog").with("kind", draft.kind()).toString();
  }

  String genreLink(String genre) {
    return new Link("/catalog").with("genre", genre).toString();
  }

  boolean hasFacts() {
    return !facts.isEmpty()
        || !draft.titles().isEmpty()
        || !draft.keywords().isEmpty()
        || draft.language() != null
        || draft.country() != null;
  }

  boolean declined() {
    return decline != null && decline.declined();
  }

  /// Why they said that it is not for them.
  String declinedFor() {
    return decline == null || decline.said().isEmpty()
        ? ""
        : " (%s)".formatted(String.join(", ", decline.said()));
  }

  /// The first of the people.
  List<Credit> people() {
    return draft.people().subList(0, Math.min(PEOPLE, draft.people().size()));
  }

  int morePeople() {
    return draft.people().size() - people().size();
  }

  /// Where one comes back to after the sign-in.
  String signIn() {
    return new Link("/login").with("next", card.link()).toString();
  }
}
