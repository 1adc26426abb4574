package org.tastemaker.server.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.account.SignUp;
import org.tastemaker.server.http.ProblemException;

/// What somebody typed who wants an account; the password is not among what a page shows again.
record SignUpForm(String username, String email, String name, String surname, String birthDate) {
  static final SignUpForm EMPTY = new SignUpForm("", "", "", "", "");

  /// @throws ProblemException 400 when the date is none
  SignUp with(String password) {
    return new SignUp(
        email, username, password, given(name), given(surname), date(birthDate), null);
  }

  static @Nullable String given(String text) {
    return text.isBlank() ? null : text.strip();
  }

  private static @Nullable LocalDate date(String text) {
    try {
      return text.isBlank() ? null : LocalDate.parse(text.strip());
    } catch (DateTimeParseException e) {
      throw ProblemException.invalid("birthDate", "A date such as 1999-12-31.");
    }
  }
}
