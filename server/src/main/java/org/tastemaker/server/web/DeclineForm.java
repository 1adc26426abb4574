package org.tastemaker.server.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.interaction.DeclineReason;

/// The form by which somebody says that an item is not for them, or takes that back.
///
/// @param title within a sentence
/// @param next where to go from there
/// @param because what they said so far; null while they said nothing against it
/// @param reasons all that it can be declined for
record DeclineForm(
    int item,
    String title,
    String next,
    @Nullable List<DeclineReason> because,
    List<DeclineReason> reasons) {

  /// Of what was not declined so far.
  static DeclineForm of(RateForm form, List<DeclineReason> reasons) {
    return new DeclineForm(form.item(), form.brief(), form.next(), null, reasons);
  }

  boolean declined() {
    return because != null;
  }

  /// To choose from, at most one.
  List<Choice> choices() {
    return reasons.stream().map(one -> new Choice(sent(one), Wording.reason(one), false)).toList();
  }

  /// What they said, in words.
  List<String> said() {
    return because == null ? List.of() : because.stream().map(Wording::reason).toList();
  }

  private static String sent(DeclineReason reason) {
    return reason.value() == null ? reason.reason() : reason.reason() + " " + reason.value();
  }

  /// The reason that was sent; none where nothing was chosen.
  static List<DeclineReason> read(String sent) {
    if (sent.isBlank()) {
      return List.of();
    }
    int space = sent.indexOf(' ');
    return List.of(
        space < 0
            ? new DeclineReason(sent, null)
            : new DeclineReason(sent.substring(0, space), sent.substring(space + 1)));
  }
}
