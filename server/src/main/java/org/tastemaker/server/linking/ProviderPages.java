package org.tastemaker.server.linking;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.linking.Linking.Plan;

/// The way through a provider for our own pages: as for any front end, but that the code at the end
/// is bound to the browser's mark.
@Component
public final class ProviderPages {
  private final Providers providers;
  private final Linking linking;
  private final Passage passage;

  ProviderPages(Providers providers, Linking linking, Passage passage) {
    this.providers = providers;
    this.linking = linking;
    this.passage = passage;
  }

  /// A provider by which one may sign in.
  public record Offer(String name, String label) {}

  public List<Offer> offers() {
    return providers.all().stream().map(one -> new Offer(one.name(), one.label())).toList();
  }

  /// As people read its name.
  public String label(String provider) {
    return providers.find(provider).map(Provider::label).orElse(provider);
  }

  /// Where a browser goes that wants to sign in.
  ///
  /// @param next the path to go to afterwards
  public URI signIn(
      String provider, String next, HttpServletRequest request, HttpServletResponse response) {
    var goal = Goals.OWN + "?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    return begin(provider, new Plan(goal, null, null), request, response);
  }

  /// Where a browser goes whose person wants to link an account.
  ///
  /// @throws ProblemException 409 when one of this provider is linked already
  public URI link(
      String provider, int person, HttpServletRequest request, HttpServletResponse response) {
    linking.refuseSecond(providers.named(provider), person);
    return begin(provider, new Plan(Goals.OWN_LINKS, null, person), request, response);
  }

  private URI begin(
      String provider, Plan plan, HttpServletRequest request, HttpServletResponse response) {
    var named = providers.named(provider);
    return passage.begin(named, Addresses.callback(named.name()), plan, request, response);
  }

  /// Who signs in by the code that the browser brings; empty when it is no good one, or another
  /// browser's.
  public Optional<Integer> signedIn(String code, HttpServletRequest request) {
    return BrowserMark.in(request)
        .flatMap(mark -> linking.redeem(code, mark))
        .map(Waiting.Grant::person);
  }

  /// Links by the code that the browser brings.
  ///
  /// @throws ProblemException 400 when it is no good one or another's, 409 when it is linked
  ///   already
  public Link linked(String provider, int person, String code, HttpServletRequest request) {
    return linking.link(
        providers.named(provider), person, code, BrowserMark.in(request).orElse(""));
  }

  public List<Link> of(int person) {
    return linking.of(person);
  }

  /// @throws ProblemException 404 when there is no such link, 409 when it is the last way in
  public void unlink(String provider, int person) {
    linking.unlink(provider, person);
  }

  /// What one of the words for failures means to who reads it.
  public static String sentence(String word) {
    return Failure.of(word).sentence();
  }
}
