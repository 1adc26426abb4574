package org.tastemaker.server.web;

import io.swagger.v3.oas.annotations.Hidden;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Open;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.http.ProblemException;

/// Drawn covers.
@Hidden
@RestController
@Open
final class CoverRoutes {
  private static final MediaType SVG = MediaType.parseMediaType("image/svg+xml;charset=UTF-8");
  private static final CacheControl A_DAY = CacheControl.maxAge(Duration.ofDays(1)).cachePublic();

  private final LiveCatalogue live;

  CoverRoutes(LiveCatalogue live) {
    this.live = live;
  }

  @GetMapping("/covers/{id:[0-9]{1,9}}.svg")
  ResponseEntity<byte[]> cover(@PathVariable int id) {
    var cover =
        live.current()
            .findItem(id)
            .filter(item -> !item.hidden())
            .map(Cover::of)
            .orElseThrow(() ->
                ProblemException.notFound("no-such-item", "There is no item %d.".formatted(id)));
    return ResponseEntity.ok()
        .contentType(SVG)
        .eTag('"' + cover.version() + '"')
        .cacheControl(A_DAY)
        .body(cover.svg().getBytes(StandardCharsets.UTF_8));
  }
}
