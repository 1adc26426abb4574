package org.tastemaker.server.account;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Needs;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.http.Example;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.id.Reference;
import org.tastemaker.server.interaction.People;
import org.tastemaker.server.interaction.Privacy;
import org.tastemaker.server.interaction.Whom;

/// What people show of themselves to others.
@RestController
@Needs(Permission.INTERACTIONS_READ)
@Tag(name = "People")
final class ProfileRoutes {
  private final Profiles profiles;
  private final People people;
  private final Whom whom;

  ProfileRoutes(Profiles profiles, People people, Whom whom) {
    this.profiles = profiles;
    this.people = people;
    this.whom = whom;
  }

  @GetMapping("/api/v1/people/{user}/profile")
  @Operation(
      summary = "Who somebody is",
      description =
          "What a person with an account shows to others, and whether that includes their ratings.")
  @Example(
      call = "GET /api/v1/people/7/profile",
      response =
          "{\"id\":7,\"username\":\"ann_b\",\"bio\":\"Reads in trains.\",\"createdAt\":\"2026-01-31T12:00:00Z\",\"ratings\":false}")
  Profile.Public profile(
      @Parameter(description = "Our id, or source:value", example = "7") @PathVariable("user")
          Reference user,
      Caller caller) {
    return people
        .find(whom.seen(caller, user, Privacy.Part.PROFILE))
        .flatMap(profiles::find)
        .map(Profile::shown)
        .orElseThrow(() ->
            ProblemException.notFound(
                "no-such-profile", "%s has no account here.".formatted(user)));
  }
}
