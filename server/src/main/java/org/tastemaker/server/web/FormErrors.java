package org.tastemaker.server.web;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.http.ProblemException;

/// What is wrong with a form that somebody sent.
///
/// @param byField sentences by the field that they stand beside
/// @param summary a sentence about all of it
record FormErrors(Map<String, String> byField, @Nullable String summary) {
  static final FormErrors NONE = new FormErrors(Map.of(), null);

  static FormErrors of(String summary) {
    return new FormErrors(Map.of(), summary);
  }

  static FormErrors of(String field, String sentence) {
    return new FormErrors(Map.of(field, sentence), null);
  }

  /// What a facade refused. Only what is wrong with the form is: an outage is none of its affairs.
  ///
  /// @throws ProblemException the same, when it says nothing of the form
  static FormErrors of(ProblemException refused) {
    if (!refused.status().is4xxClientError()) {
      throw refused;
    }
    var byField = new LinkedHashMap<String, String>();
    refused.errors().forEach(error -> byField.putIfAbsent(error.field(), error.message()));
    return new FormErrors(byField, byField.isEmpty() ? refused.detail() : null);
  }

  /// What is wrong with that field, if anything.
  @Nullable String at(String field) {
    return byField.get(field);
  }
}
