package org.tastemaker.server.event;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the log is streamed.
///
/// @param streams how many streams one server has open at most
/// @param look how often a server with open streams looks whether anything happened
/// @param quiet after so long without an event a sign of life is sent
/// @param lasts after so long a stream ends, so that nobody reads on for long who may not any more;
///   who may goes on with another where it ended
@ConfigurationProperties("tastemaker.event")
record EventSettings(
    @DefaultValue("32") int streams,
    @DefaultValue("200ms") Duration look,
    @DefaultValue("10s") Duration quiet,
    @DefaultValue("15m") Duration lasts) {
  EventSettings {
    require(streams >= 1, "streams must be at least 1");
    require(look.isPositive(), "look must be longer than nothing");
    require(quiet.isPositive(), "quiet must be longer than nothing");
    require(lasts.isPositive(), "lasts must be longer than nothing");
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException("tastemaker.event." + sentence);
    }
  }
}
