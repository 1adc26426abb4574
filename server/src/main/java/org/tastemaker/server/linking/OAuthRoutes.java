package org.tastemaker.server.linking;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tastemaker.server.access.Open;
import org.tastemaker.server.account.Client;
import org.tastemaker.server.http.Example;
import org.tastemaker.server.http.Limited;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.http.RouteClass;
import org.tastemaker.server.linking.Linking.Plan;

/// The way through a provider and back.
@RestController
@Open
@Limited(RouteClass.SIGN_IN)
@Tag(name = "Signing in by others")
final class OAuthRoutes {
  private static final String MY_ANIME_LIST = "mal";
  private static final String MAL_CALLBACK = "/api/v1/oauth/callback";
  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final Providers providers;
  private final Linking linking;
  private final Goals goals;
  private final Passage passage;

  OAuthRoutes(Providers providers, Linking linking, Goals goals, Passage passage) {
    this.providers = providers;
    this.linking = linking;
    this.goals = goals;
    this.passage = passage;
  }

  /// @param authorize where a browser begins
  record ProviderView(String name, String label, String authorize) {}

  record ProviderList(List<ProviderView> providers) {}

  /// @param verifier what the challenge was the hash of, where there was one
  record Exchange(@JsonProperty(required = true) String code, @Nullable String verifier) {

    /// Hides both.
    @Override
    public String toString() {
      return "Exchange[hidden]";
    }
  }

  /// @param expiresIn seconds that the access token is good for
  /// @param user our id
  /// @param providerUserId the provider's
  record Exchanged(
      String accessToken,
      String tokenType,
      long expiresIn,
      String refreshToken,
      int user,
      String provider,
      String providerUserId,
      String providerUserName) {

    /// Hides the tokens.
    @Override
    public String toString() {
      return "Exchanged[" + user + "]";
    }
  }

  @Limited(RouteClass.READ)
  @GetMapping("/api/v1/oauth/providers")
  @Operation(summary = "By whom one can sign in")
  @Example(
      response =
          "{\"providers\":[{\"name\":\"mal\",\"label\":\"MyAnimeList\",\"authorize\":\"/api/v1/oauth/mal/authorize\"}]}")
  ProviderList providers() {
    return new ProviderList(
        providers.all().stream()
            .map(one -> new ProviderView(one.name(), one.label(), Addresses.authorize(one.name())))
            .toList());
  }

  @GetMapping("/api/v1/oauth/{provider}/authorize")
  @Operation(
      summary = "Sign in by a provider",
      description =
          """
          Sends the browser to the provider, and in the end to a front end with `?code=…&provider=…`, or `?error=…` with
          one of the words that the documentation lists. A front end that sends along a challenge (SHA-256 of a random
          text, base64url) must show the text with the code: so nobody else's code signs its person in.\
          """)
  @Example(call = "GET /api/v1/oauth/google/authorize?redirect=https://app.example.org/callback")
  ResponseEntity<Void> authorize(
      @Parameter(description = "The provider's name") @PathVariable String provider,
      @Parameter(description = "Where to go at the end: one of the configured front ends")
          @RequestParam(required = false)
          @Nullable String redirect,
      @Parameter(description = "What the code is to be bound to") @RequestParam(required = false)
          @Nullable String challenge,
      @Parameter(description = "What a request to link was answered with")
          @RequestParam(required = false)
          @Nullable String link,
      HttpServletRequest request,
      HttpServletResponse response) {
    var named = providers.named(provider);
    var plan = link == null ? plan(redirect, challenge) : linkPlan(named, link);
    return to(passage.begin(named, Addresses.callback(named.name()), plan, request, response));
  }

  @GetMapping("/api/v1/oauth/authorize")
  @Operation(
      summary = "Sign in by MyAnimeList",
      description = "As `GET /api/v1/oauth/mal/authorize`, with a callback of its own.")
  @Example(call = "GET /api/v1/oauth/authorize")
  ResponseEntity<Void> authorize(
      @Parameter(description = "Where to go at the end: one of the configured front ends")
          @RequestParam(required = false)
          @Nullable String redirect,
      @Parameter(description = "What the code is to be bound to") @RequestParam(required = false)
          @Nullable String challenge,
      HttpServletRequest request,
      HttpServletResponse response) {
    var named = providers.named(MY_ANIME_LIST);
    return to(passage.begin(named, MAL_CALLBACK, plan(redirect, challenge), request, response));
  }

  private Plan plan(@Nullable String redirect, @Nullable String challenge) {
    checkChallenge(challenge);
    return new Plan(goals.goal(redirect, Goals.OWN), challenge, null);
  }

  static void checkChallenge(@Nullable String challenge) {
    if (challenge != null && !CHALLENGE.matcher(challenge).matches()) {
      throw ProblemException.invalid(
          "challenge", "The SHA-256 of a text, in base64url: 43 characters.");
    }
  }

  private Plan linkPlan(Provider provider, String ticket) {
    return linking
        .redeem(ticket)
        .filter(one -> one.provider().equals(provider.name()))
        .map(one -> new Plan(one.goal(), one.challenge(), one.person()))
        .orElseThrow(() ->
            ProblemException.badRequest(
                "invalid-link", "This was used before, or is too old: ask for another."));
  }

  @GetMapping("/api/v1/oauth/{provider}/callback")
  @Operation(
      summary = "Come back from a provider",
      description = "Browsers are sent here by the provider.",
      parameters = {
        @Parameter(name = "state", in = ParameterIn.QUERY, description = "As it was sent along"),
        @Parameter(name = "code", in = ParameterIn.QUERY, description = "The provider's code"),
        @Parameter(name = "error", in = ParameterIn.QUERY, description = "Or why there is none")
      })
  @Example(call = "GET /api/v1/oauth/google/callback?state=…&code=…")
  ResponseEntity<Void> callback(
      @Parameter(description = "The provider's name") @PathVariable String provider,
      @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters,
      HttpServletRequest request) {
    return to(passage.arrive(providers.named(provider), parameters, request));
  }

  @GetMapping("/api/v1/oauth/callback")
  @Operation(
      summary = "Come back from MyAnimeList",
      description = "Browsers are sent here by MyAnimeList.",
      parameters = {
        @Parameter(name = "state", in = ParameterIn.QUERY, description = "As it was sent along"),
        @Parameter(name = "code", in = ParameterIn.QUERY, description = "MyAnimeList's code"),
        @Parameter(name = "error", in = ParameterIn.QUERY, description = "Or why there is none")
      })
  @Example(call = "GET /api/v1/oauth/callback?state=…&code=…")
  ResponseEntity<Void> callback(
      @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters,
      HttpServletRequest request) {
    return to(passage.arrive(providers.named(MY_ANIME_LIST), parameters, request));
  }

  private static ResponseEntity<Void> to(URI address) {
    return ResponseEntity.status(HttpStatus.FOUND)
        .location(address)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("Referrer-Policy", "no-referrer")
        .build();
  }

  @PostMapping("/api/v1/oauth/exchange")
  @Operation(
      summary = "Change a code for tokens",
      description =
          "By the code that a front end was sent; good once, for a minute. `verifier` is the text that the challenge was made of, if there was one.")
  @Example(
      request = "{\"code\":\"q7Vd…\"}",
      response =
          "{\"accessToken\":\"eyJraWQ…\",\"tokenType\":\"Bearer\",\"expiresIn\":600,\"refreshToken\":\"8Xb1…\",\"user\":7,\"provider\":\"mal\",\"providerUserId\":\"4711\",\"providerUserName\":\"ann\"}")
  ResponseEntity<Exchanged> exchange(@RequestBody Exchange body, HttpServletRequest request) {
    var done = linking.exchange(body.code(), body.verifier(), Client.of(request));
    return ResponseEntity.ok()
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(
            new Exchanged(
                done.tokens().access(),
                "Bearer",
                done.tokens().accessFor().toSeconds(),
                done.tokens().refresh(),
                done.person(),
                done.identity().provider(),
                done.identity().subject(),
                done.identity().name()));
  }
}
