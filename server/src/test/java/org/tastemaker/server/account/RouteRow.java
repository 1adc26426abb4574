package org.tastemaker.server.account;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.access.Permission;

/// What [RouteAccessTest] knows of one route: the permission that it needs, a call that makes
/// sense, and what that call gets. In paths and bodies stand the placeholders of [Placeholders].
final class RouteRow {

  /// A call that names what belongs to somebody else.
  ///
  /// @param strangers what people without `people:act` get
  /// @param admins what administrators get, who have it
  record Foreign(String path, @Nullable String body, int strangers, int admins) {}

  private final String route;
  private final @Nullable Permission needed;
  private final List<Foreign> foreign = new ArrayList<>();
  private String path;
  private @Nullable String body;
  private int people = 200;
  private int programs = 200;
  private boolean once;

  /// A row for a route whose path has no variables, that takes no body and answers 200.
  ///
  /// @param needed null where it is open to all
  RouteRow(String route, @Nullable Permission needed) {
    this.route = route;
    this.needed = needed;
    this.path = route.substring(route.indexOf(' ') + 1);
  }

  /// Sends this body.
  RouteRow body(String json) {
    body = json;
    return this;
  }

  /// Calls this path in place of the route's own.
  RouteRow path(String called) {
    path = called;
    return this;
  }

  /// What the call gets from those who may.
  RouteRow gives(int status) {
    people = status;
    programs = status;
    return this;
  }

  /// What a program gets that has this scope and no other, where that differs.
  RouteRow toPrograms(int status) {
    programs = status;
    return this;
  }

  /// The call speaks for the one who makes it: a program must say for whom.
  RouteRow forOneself() {
    return toPrograms(400);
  }

  /// The call is the last one of its caller.
  RouteRow once() {
    once = true;
    return this;
  }

  /// With the same call for somebody else, only who may name others gets anything.
  RouteRow ofAnother(String called, int admins) {
    return ofAnother(called, 403, admins);
  }

  RouteRow ofAnother(String called, int strangers, int admins) {
    foreign.add(new Foreign(called, body, strangers, admins));
    return this;
  }

  String route() {
    return route;
  }

  String method() {
    return route.substring(0, route.indexOf(' '));
  }

  @Nullable Permission needed() {
    return needed;
  }

  /// @throws AssertionError when the route has variables and the row no path
  String path() {
    if (path.matches(".*\\{(id|user|kind|userId|provider|movieId)}.*")) {
      throw new AssertionError("Say in its row which path to call for " + route);
    }
    return path;
  }

  @Nullable String body() {
    return body;
  }

  int people() {
    return people;
  }

  int programs() {
    return programs;
  }

  boolean isOnce() {
    return once;
  }

  List<Foreign> foreign() {
    return foreign;
  }
}
