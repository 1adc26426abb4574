package org.tastemaker.server.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One field of a form that is made of what a kind has.
///
/// @param type of an `input`, or `area` or `choice`
/// @param hint how it is to be written
/// @param error what is wrong with what was written
/// @param choices all that can be chosen
/// @param step of numbers
record FormInput(
    String name,
    String label,
    String type,
    String value,
    boolean required,
    @Nullable String hint,
    @Nullable String error,
    List<Choice> choices,
    @Nullable String step) {

  static FormInput text(String name, String label, String value) {
    return new FormInput(name, label, "text", value, false, null, null, List.of(), null);
  }

  static FormInput area(String name, String label, String value, @Nullable String hint) {
    return new FormInput(name, label, "area", value, false, hint, null, List.of(), null);
  }

  static FormInput number(String name, String label, String value, String step) {
    return new FormInput(name, label, "number", value, false, null, null, List.of(), step);
  }

  static FormInput day(String name, String label, String value) {
    return new FormInput(name, label, "date", value, false, null, null, List.of(), null);
  }

  /// @param options what is sent, and what is read
  static FormInput choice(String name, String label, String value, List<Choice> options) {
    return new FormInput(name, label, "choice", value, false, null, null, options, null);
  }

  FormInput hinted(String newHint) {
    return new FormInput(name, label, type, value, required, newHint, error, choices, step);
  }

  FormInput necessary() {
    return new FormInput(name, label, type, value, true, hint, error, choices, step);
  }

  FormInput in(FormErrors errors) {
    return new FormInput(name, label, type, value, required, hint, errors.at(name), choices, step);
  }

  String id() {
    return "in-" + name;
  }

  @Nullable String describedBy() {
    return error != null ? id() + "-error" : hint != null ? id() + "-hint" : null;
  }

  @Nullable String invalid() {
    return error == null ? null : "true";
  }
}
