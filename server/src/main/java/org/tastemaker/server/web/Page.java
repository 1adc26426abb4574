package org.tastemaker.server.web;

/// What one page shows: a record, named as its template in `src/main/jte` is. The template takes it
/// as `page`, and what all pages show around it as `frame`.
interface Page {
  default String template() {
    return getClass().getSimpleName() + ".jte";
  }
}
