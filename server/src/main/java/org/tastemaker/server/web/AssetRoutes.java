package org.tastemaker.server.web;

import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Open;
import org.tastemaker.server.http.Limited;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.http.RouteClass;

/// Style and scripts. Not counted: who calls too often gets a page that says so, and it has a
/// style.
@Hidden
@RestController
@Open
@Limited(RouteClass.FREE)
final class AssetRoutes {
  private static final CacheControl FOR_GOOD =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

  private final Assets assets;

  AssetRoutes(Assets assets) {
    this.assets = assets;
  }

  /// Under an old version the file of now is sent, and not to be kept.
  @GetMapping(Assets.PATH + "{version}/{name}")
  ResponseEntity<byte[]> asset(@PathVariable String version, @PathVariable String name) {
    var asset =
        assets
            .find(name)
            .orElseThrow(
                () -> ProblemException.notFound("no-such-file", "There is no file of this name."));
    return ResponseEntity.ok()
        .contentType(asset.type())
        .eTag('"' + asset.version() + '"')
        .cacheControl(asset.version().equals(version) ? FOR_GOOD : CacheControl.noCache())
        .body(asset.bytes());
  }
}
