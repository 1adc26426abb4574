package org.tastemaker.server.account;

import java.time.Duration;
import java.util.Arrays;

/// Measures how long one check of a password takes at each cost, so that `bcrypt-cost` can be
/// chosen for a machine: 100 to 300 ms are meant.
final class PasswordTimes {
  private static final int LOWEST = 9;
  private static final int HIGHEST = 13;
  private static final int CHECKS = 15;

  private PasswordTimes() {}

  public static void main(String[] arguments) {
    for (int cost = LOWEST; cost <= HIGHEST; cost++) {
      System.out.printf("cost %2d: %4d ms%n", cost, median(new Passwords(cost)).toMillis());
    }
  }

  private static Duration median(Passwords passwords) {
    var hash = passwords.hash("plum-tree-in-may");
    var nanos = new long[CHECKS];
    for (int check = 0; check < CHECKS; check++) {
      long begun = System.nanoTime();
      passwords.matches("pear-tree-in-may", hash);
      nanos[check] = System.nanoTime() - begun;
    }
    Arrays.sort(nanos);
    return Duration.ofNanos(nanos[CHECKS / 2]);
  }
}
