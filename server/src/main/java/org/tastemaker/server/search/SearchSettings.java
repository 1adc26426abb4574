package org.tastemaker.server.search;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How titles are searched.
///
/// @param follow how often the titles that are searched are brought up to the catalogue
/// @param warmUp how long after the start the titles are read, unless somebody searches before
/// @param history how many searches of each person are remembered
@ConfigurationProperties("tastemaker.search")
record SearchSettings(
    @DefaultValue("300ms") Duration follow,
    @DefaultValue("5s") Duration warmUp,
    @DefaultValue("200") int history) {
  SearchSettings {
    require(follow.toMillis() >= 1, "tastemaker.search.follow must be longer than nothing");
    require(!warmUp.isNegative(), "tastemaker.search.warm-up must not be negative");
    require(history >= 1, "tastemaker.search.history must be at least 1");
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
