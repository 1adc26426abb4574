package org.tastemaker.server.linking;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.tastemaker.server.linking.Linking.ComeBack;
import org.tastemaker.server.linking.Linking.Plan;
import org.tastemaker.server.linking.Waiting.Attempt;

/// Where a browser goes next on its way through a provider. Whatever happens, it goes somewhere.
@Component
final class Passage {
  private final Linking linking;
  private final Goals goals;
  private final Addresses addresses;

  Passage(Linking linking, Goals goals, Addresses addresses) {
    this.linking = linking;
    this.goals = goals;
    this.addresses = addresses;
  }

  /// To the provider, or to the end when it cannot be asked.
  ///
  /// @param callback the path to come back to
  URI begin(
      Provider provider,
      String callback,
      Plan plan,
      HttpServletRequest request,
      HttpServletResponse response) {
    var address = addresses.callback(request, callback);
    var browser = BrowserMark.of(request, response);
    try {
      return URI.create(linking.begin(provider, address, plan, browser));
    } catch (LinkingException e) {
      linking.failed(provider, plan.linkTo(), e);
      return failed(plan.goal(), provider, e.failure());
    }
  }

  /// To the end, with a code or with a word on what went wrong.
  URI arrive(
      Provider provider, MultiValueMap<String, String> parameters, HttpServletRequest request) {
    var state = one(parameters, "state");
    var attempt = state == null ? null : linking.attempt(state).orElse(null);
    if (state == null || attempt == null) {
      return failed(goals.goal(null, Goals.OWN), provider, Failure.EXPIRED);
    }
    var back =
        new ComeBack(
            one(parameters, "code"),
            one(parameters, "error"),
            one(parameters, "iss"),
            BrowserMark.in(request).orElse(null));
    return arrive(provider, attempt, state, back);
  }

  private URI arrive(Provider provider, Attempt attempt, String state, ComeBack back) {
    try {
      var code = linking.arrive(provider, attempt, state, back);
      return Goals.with(attempt.goal(), "code", code, "provider", provider.name());
    } catch (LinkingException e) {
      linking.failed(provider, attempt.linkTo(), e);
      return failed(attempt.goal(), provider, e.failure());
    }
  }

  /// What is said twice is not said.
  private static @Nullable String one(MultiValueMap<String, String> parameters, String name) {
    var values = parameters.getOrDefault(name, List.of());
    return values.size() == 1 && !values.getFirst().isEmpty() ? values.getFirst() : null;
  }

  private static URI failed(String goal, Provider provider, Failure failure) {
    return Goals.with(goal, "error", failure.code(), "provider", provider.name());
  }
}
