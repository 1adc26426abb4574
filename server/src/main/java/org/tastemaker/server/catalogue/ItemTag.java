package org.tastemaker.server.catalogue;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.http.ProblemException;

/// The ETag of an item: its version, and behind a dash what its ratings are. A change is made for a
/// version, whatever was rated meanwhile.
final class ItemTag {

  private static final Pattern FORM = Pattern.compile("(?:W/)?\"([1-9][0-9]{0,8})(?:-[^\"]*)?\"");

  private ItemTag() {}

  static String of(ItemState item, CatalogueIndex index) {
    return "\"%d-%d-%d\""
        .formatted(
            item.version(),
            index.ratingCount(item.id()),
            Math.round(index.ratingAverage(item.id()) * 1000));
  }

  /// The version that an `If-Match` names; null where it names none.
  ///
  /// @throws ProblemException 400 when it is no ETag of an item
  static @Nullable Integer version(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.strip().equals("*")) {
      return null;
    }
    var tag = FORM.matcher(ifMatch.strip());
    if (!tag.matches()) {
      throw ProblemException.invalid(
          "If-Match", "The ETag that the item came with, such as \"3\", or *.");
    }
    return Integer.valueOf(tag.group(1));
  }
}
