package org.tastemaker.server.proposal;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/// Where a proposal stands.
enum ProposalState {
  OPEN,
  ACCEPTED,
  DECLINED;

  @JsonValue
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ProposalState of(String text) {
    return Arrays.stream(values())
        .filter(state -> state.text().equals(text))
        .findFirst()
        .orElseThrow();
  }
}
