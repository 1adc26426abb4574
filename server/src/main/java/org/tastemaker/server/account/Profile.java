package org.tastemaker.server.account;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.interaction.Interests;
import org.tastemaker.server.interaction.Privacy;

/// An account with all that its person says of themselves, for their eyes.
///
/// @param newEmail an address that counts when its mail is answered
/// @param hasPassword false for those who sign in by another provider alone
public record Profile(
    @JsonUnwrapped Account account,
    @Nullable String bio,
    Privacy privacy,
    Interests interests,
    @Nullable String newEmail,
    boolean hasPassword) {

  /// What others see of it.
  ///
  /// @param ratings whether they see the ratings as well
  public record Public(
      int id, String username, @Nullable String bio, Instant createdAt, boolean ratings) {}

  Public shown() {
    return new Public(
        account.id(),
        account.username(),
        bio,
        account.createdAt(),
        privacy.shows(Privacy.Part.RATINGS));
  }
}
