package org.tastemaker.server.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.http.FieldError;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.mail.MailAddress;

/// What somebody says who wants an account.
///
/// @param customerId the person's id in an application, at most one account has it
public record SignUp(
    @JsonProperty(required = true) String email,
    @JsonProperty(required = true) String username,
    @JsonProperty(required = true) String password,
    @Nullable String name,
    @Nullable String surname,
    @Nullable LocalDate birthDate,
    @Nullable String customerId) {
  private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9_](\\.?[A-Za-z0-9_]){3,29}");
  private static final int LONGEST_NAME = 100;

  public SignUp {
    email = email.strip();
    username = username.strip();
  }

  /// @throws ProblemException 400 that names every field that is wrong
  void check() {
    var errors = new ArrayList<FieldError>();
    try {
      address();
    } catch (IllegalArgumentException e) {
      errors.add(new FieldError("email", String.valueOf(e.getMessage())));
    }
    if (username.length() > 30 || !USERNAME.matcher(username).matches()) {
      errors.add(
          new FieldError("username", "A username has 4 to 30 letters, digits, _ and dots inside."));
    }
    PasswordPolicy.complaint(password, names())
        .ifPresent(complaint -> errors.add(new FieldError("password", complaint)));
    checkLength(errors, "name", name);
    checkLength(errors, "surname", surname);
    checkLength(errors, "customerId", customerId);
    if (birthDate != null
        && (birthDate.isAfter(LocalDate.now(java.time.ZoneOffset.UTC))
            || birthDate.getYear() < 1900)) {
      errors.add(new FieldError("birthDate", "This is no date somebody alive was born on."));
    }
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
  }

  /// @throws IllegalArgumentException with a sentence, when it is none
  MailAddress address() {
    return new MailAddress(email);
  }

  private static void checkLength(List<FieldError> errors, String field, @Nullable String text) {
    if (text != null && (text.isBlank() || text.length() > LONGEST_NAME)) {
      errors.add(new FieldError(field, "From 1 to " + LONGEST_NAME + " characters."));
    }
  }

  /// What a password must not be made of.
  private List<String> names() {
    var names = new ArrayList<String>();
    names.add(username);
    names.add(email);
    names.add(email.substring(0, Math.max(0, email.indexOf('@'))));
    if (name != null) {
      names.add(name);
    }
    if (surname != null) {
      names.add(surname);
    }
    return names;
  }

  /// Hides the password.
  @Override
  public String toString() {
    return "SignUp[" + username + "]";
  }
}
