package org.tastemaker.server.proposal;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/// Where a proposal stands.
public enum ProposalState {
  OPEN,
  ACCEPTED,
  DECLINED;

  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ProposalState of(String text) {
    return Arrays.stream(values())
        .filter(state -> state.text().equals(text))
        .findFirst()
        .orElseThrow();
  }
}
