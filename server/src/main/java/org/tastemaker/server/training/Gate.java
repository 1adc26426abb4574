package org.tastemaker.server.training;

import java.util.Locale;
import org.tastemaker.server.training.Measured.Estimate;
import org.tastemaker.server.training.TrainingSettings.GateSettings;

/// Decides whether a new model may serve: not worse than the live one by more than a margin, and
/// better than what needs no learning about the person.
final class Gate {
  private final GateSettings settings;

  Gate(GateSettings settings) {
    this.settings = settings;
  }

  /// Judges by the first measure.
  Verdict judge(Examination examined) {
    if (examined.people() < settings.people()) {
      return new Verdict(
          true,
          String.format(
              Locale.ROOT,
              "Not judged: only %,d people have anything to test on, and it takes %,d.",
              examined.people(),
              settings.people()));
    }
    var measured = examined.measures().getFirst();
    return examined.higherIsBetter() ? judge(measured, 1) : judge(measured, -1);
  }

  /// @param sign 1 where more is better, −1 where less is
  private Verdict judge(Measured measured, int sign) {
    double value = measured.model().value();
    var live = measured.live();
    if (!(sign * value > sign * measured.baseline().value())) {
      return new Verdict(
          false,
          "Refused: %s is no better than that of %s, %s."
              .formatted(
                  figure(measured.metric(), measured.model()),
                  measured.baselineName(),
                  number(measured.baseline())));
    }
    if (live != null && sign * value < sign * live.value() * (1 - sign * settings.margin())) {
      return new Verdict(
          false,
          "Refused: %s is worse than that of the live model's algorithm on the same data, %s, by more than %s %%."
              .formatted(
                  figure(measured.metric(), measured.model()),
                  number(live),
                  percent(settings.margin())));
    }
    return new Verdict(
        true,
        "Accepted: %s against %s for %s%s."
            .formatted(
                figure(measured.metric(), measured.model()),
                number(measured.baseline()),
                measured.baselineName(),
                live == null
                    ? ""
                    : " and " + number(live) + " for the live model's algorithm on the same data"));
  }

  private static String figure(String metric, Estimate estimate) {
    return "its " + metric + " of " + number(estimate);
  }

  private static String number(Estimate estimate) {
    return String.format(Locale.ROOT, "%.4f", estimate.value());
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.3g", 100 * share).replaceAll("\\.?0+$", "");
  }
}
