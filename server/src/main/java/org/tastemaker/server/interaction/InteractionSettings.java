package org.tastemaker.server.interaction;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long what people say of items holds.
///
/// @param notNow how long an item that was declined for `not-now` alone stays away
@ConfigurationProperties("tastemaker.interaction")
record InteractionSettings(@DefaultValue("30d") Duration notNow) {
  InteractionSettings {
    if (!notNow.isPositive()) {
      throw new IllegalArgumentException(
          "tastemaker.interaction.not-now must be longer than nothing");
    }
  }
}
