package org.tastemaker.server.web;

import org.jspecify.annotations.Nullable;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Permission;

/// What every page shows around its own content.
///
/// @param caller who is signed in; null for strangers
/// @param csrf what every form that posts carries in its field `_csrf`
/// @param flash what the page before had to say
/// @param path where we are
record Frame(
    @Nullable Caller caller, String csrf, @Nullable String flash, String path, Assets assets) {

  boolean signedIn() {
    return caller != null;
  }

  /// The name of whoever is signed in, nothing for strangers.
  String name() {
    return caller == null ? "" : caller.name();
  }

  boolean may(Permission permission) {
    return caller != null && caller.may(permission);
  }

  /// Whether they decide on proposals and on what was reported.
  boolean moderates() {
    return may(Permission.CATALOGUE_WRITE) && may(Permission.COMMENTS_MODERATE);
  }

  /// The value of `aria-current` for a link to that path.
  @Nullable String current(String link) {
    return path.equals(link) ? "page" : null;
  }

  /// Where a browser finds a file of `web/assets`.
  String asset(String name) {
    return assets.path(name);
  }
}
