package org.tastemaker.server.web;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Open;

/// The page and its files. Nothing in them is secret: what they show comes from the API, which asks
/// who is there.
@Hidden
@RestController
@Open
class PageRoutes {
  private final Map<String, PageFile> files = new HashMap<>();

  PageRoutes() {
    for (var name :
        List.of(
            "index.html", "style.css", "icon.svg", "app.js", "api.js", "card.js", "picker.js")) {
      files.put(name, PageFile.named(name));
    }
  }

  @GetMapping("/")
  ResponseEntity<byte[]> page() {
    return answer("index.html");
  }

  @GetMapping("/{name:index\\.html|style\\.css|icon\\.svg|app\\.js|api\\.js|card\\.js|picker\\.js}")
  ResponseEntity<byte[]> file(@PathVariable String name) {
    return answer(name);
  }

  private ResponseEntity<byte[]> answer(String name) {
    var file = Objects.requireNonNull(files.get(name));
    return ResponseEntity.ok()
        .contentType(file.type())
        .eTag(file.tag())
        .cacheControl(CacheControl.noCache())
        .body(file.bytes());
  }
}
