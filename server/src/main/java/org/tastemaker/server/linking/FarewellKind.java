package org.tastemaker.server.linking;

import java.time.Duration;
import java.time.InstantSource;
import org.tastemaker.server.account.MasterSecret;
import org.tastemaker.server.job.JobContext;
import org.tastemaker.server.job.JobKind;
import org.tastemaker.server.job.RetryLater;
import org.tastemaker.server.linking.FarewellRows.Farewell;
import tools.jackson.databind.json.JsonMapper;

/// Asks a provider to revoke the tokens of a link that is gone. They are forgotten here whatever it
/// says, at the latest after a day.
record FarewellKind(
    FarewellRows rows,
    Providers providers,
    MasterSecret secret,
    JsonMapper json,
    InstantSource clock)
    implements JobKind {
  static final String NAME = "provider-farewell";
  private static final Duration GIVE_UP_AFTER = Duration.ofDays(1);
  private static final Duration WAIT = Duration.ofMinutes(10);

  /// @param told false where there was nothing to tell, or nobody who wants to know
  record Outcome(boolean told) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Object run(JobContext context) {
    context.stopIfCancelled();
    var farewell = rows.of(context.id()).orElse(null);
    if (farewell == null) {
      return new Outcome(false);
    }
    try {
      boolean told = tell(farewell);
      rows.remove(context.id());
      return new Outcome(told);
    } catch (LinkingException e) {
      var due = clock.instant().plus(WAIT);
      if (isFinal(e) || due.isAfter(farewell.since().plus(GIVE_UP_AFTER))) {
        rows.remove(context.id());
        throw new IllegalStateException(sentence(farewell, e), e);
      }
      return new RetryLater(due, sentence(farewell, e));
    }
  }

  private boolean tell(Farewell farewell) {
    var provider = providers.find(farewell.provider());
    return provider.isPresent()
        && provider
            .get()
            .revoke(json.readValue(secret.decrypt(farewell.tokens()), ProviderTokens.class));
  }

  private static boolean isFinal(LinkingException e) {
    return switch (e.failure()) {
      case PROVIDER_UNREACHABLE, PROVIDER_ERROR -> false;
      default -> true;
    };
  }

  private static String sentence(Farewell farewell, LinkingException e) {
    return "%s did not revoke its tokens: %s".formatted(farewell.provider(), e.getMessage());
  }
}
