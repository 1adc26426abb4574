package org.tastemaker.server.interaction;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.http.Example;
import org.tastemaker.server.http.ProblemException;

/// People over HTTP.
@RestController
@Needs(Permission.PEOPLE_ACT)
@Tag(name = "People")
class PeopleRoutes {

  private static final int MOST = 100;

  private final People people;

  PeopleRoutes(People people) {
    this.people = people;
  }

  /// Somebody, as a choice among people shows them.
  ///
  /// @param key the first of the outside ids
  /// @param ratings how many of their ratings stand
  record PersonView(int id, @Nullable String name, @Nullable String key, int ratings) {}

  /// People found.
  record PeopleFound(List<PersonView> items) {}

  @GetMapping("/api/v1/people")
  @Operation(
      summary = "Look for people",
      description =
          """
          Those whose name has the text in it, or one of whose outside ids begins with it or is it \
          written out as source:value. People with names first, then by age of their entry.\
          """)
  @Example(
      call = "GET /api/v1/people?query=ada&limit=5",
      response =
          "{\"items\":[{\"id\":17,\"name\":\"Ada (synthetic)\",\"key\":\"demo:17\",\"ratings\":64}]}")
  PeopleFound people(
      @Parameter(description = "Part of a name, or an outside id; everybody when left out")
          @RequestParam(defaultValue = "")
          String query,
      @Parameter(description = "From 1 to 100; 20 when left out") @RequestParam(defaultValue = "20")
          int limit) {
    if (limit < 1 || limit > MOST) {
      throw ProblemException.invalid("limit", "From 1 to %d, not %d.".formatted(MOST, limit));
    }
    return new PeopleFound(people.search(query.strip(), limit));
  }
}
