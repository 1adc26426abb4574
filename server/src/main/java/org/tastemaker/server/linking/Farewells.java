package org.tastemaker.server.linking;

import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import org.tastemaker.server.job.Jobs;
import org.tastemaker.server.linking.FarewellRows.Farewell;

/// Takes links away, and sees to it that their providers are told that the tokens are not wanted
/// any more, where they want to know (RFC 7009).
///
/// @param jobs asked for when a link goes: jobs take their kinds, and those much else
record Farewells(
    LinkRows links,
    FarewellRows rows,
    Providers providers,
    Supplier<Jobs> jobs,
    InstantSource clock) {

  /// Within the transaction at hand.
  void unlink(int person, String provider) {
    links.delete(person, provider).ifPresent(tokens -> tell(provider, tokens));
  }

  /// Likewise, all that somebody has.
  void unlinkAll(int person) {
    links.of(person).forEach(link -> unlink(person, link.provider()));
  }

  private void tell(String provider, byte[] tokens) {
    if (providers.find(provider).filter(Provider::mayWantFarewell).isPresent()) {
      var job = jobs.get().request(FarewellKind.NAME, Map.of(), "an account was unlinked");
      rows.add(job.id(), new Farewell(provider, tokens, clock.instant()));
    }
  }
}
