package org.tastemaker.server.web;

import java.util.List;

/// What people call the browser that calls itself by a line of history.
final class BrowserName {
  /// In this order: each of them also claims to be some of those behind it.
  private static final List<List<String>> PROGRAMS =
      List.of(
          List.of("Edg/", "Edge"),
          List.of("OPR/", "Opera"),
          List.of("Firefox/", "Firefox"),
          List.of("HeadlessChrome/", "Chrome"),
          List.of("Chrome/", "Chrome"),
          List.of("Safari/", "Safari"),
          List.of("curl/", "curl"));

  private static final List<List<String>> SYSTEMS =
      List.of(
          List.of("iPhone", "iPhone"),
          List.of("iPad", "iPad"),
          List.of("Android", "Android"),
          List.of("Windows", "Windows"),
          List.of("Mac OS X", "Mac"),
          List.of("Linux", "Linux"));

  private BrowserName() {}

  /// Such as "Firefox on Linux"; the agent's own words where they say nothing that we know.
  static String of(String agent) {
    var program = first(PROGRAMS, agent);
    var system = first(SYSTEMS, agent);
    if (program.isEmpty()) {
      return agent.length() > 60 ? agent.substring(0, 60) + "…" : agent;
    }
    return system.isEmpty() ? program : program + " on " + system;
  }

  private static String first(List<List<String>> names, String agent) {
    return names.stream()
        .filter(name -> agent.contains(name.getFirst()))
        .map(List::getLast)
        .findFirst()
        .orElse("");
  }
}
