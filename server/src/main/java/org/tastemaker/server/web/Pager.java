package org.tastemaker.server.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The pages of a list.
///
/// @param list the list, without a page number
/// @param page the number of this page, from 1
/// @param pages how many there are, at least 1
record Pager(Link list, int page, int pages) {

  /// The page of that number; the last one where the list is shorter, the first where the number is
  /// none.
  ///
  /// @param wanted null: the first
  static Pager of(Link list, @Nullable Integer wanted, int total, int size) {
    int pages = Math.max(1, Math.ceilDiv(total, size));
    return new Pager(list, wanted == null ? 1 : Math.clamp(wanted, 1, pages), pages);
  }

  /// Those of a list that are on this page.
  <T> List<T> part(List<T> all, int size) {
    int first = skip(size);
    return all.subList(first, Math.min(all.size(), first + size));
  }

  /// How many come before this page.
  int skip(int size) {
    return (page - 1) * size;
  }

  private String to(int number) {
    return list.with("page", number == 1 ? null : number).toString();
  }

  /// This very page.
  String here() {
    return to(page);
  }

  @Nullable String previous() {
    return page > 1 ? to(page - 1) : null;
  }

  @Nullable String next() {
    return page < pages ? to(page + 1) : null;
  }
}
