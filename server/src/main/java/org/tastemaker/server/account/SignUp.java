package org.tastemaker.server.account;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.http.FieldError;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.id.SourceKey;
import org.tastemaker.server.mail.MailAddress;

/// What somebody says who wants an account.
///
/// @param customerId the person's id in an application, which vouches for it: the outside id
///   `customer:…` of the person, whose account this becomes
public record SignUp(
    @JsonProperty(required = true) String email,
    @JsonProperty(required = true) String username,
    @JsonProperty(required = true) String password,
    @Nullable String name,
    @Nullable String surname,
    @Nullable LocalDate birthDate,
    @Nullable String customerId) {
  private static final String CUSTOMERS = "customer";

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
    add(errors, "username", PersonText.username(username));
    add(errors, "password", PasswordPolicy.complaint(password, names()));
    add(errors, "name", Optional.ofNullable(name).flatMap(PersonText::name));
    add(errors, "surname", Optional.ofNullable(surname).flatMap(PersonText::name));
    add(errors, "customerId", Optional.ofNullable(customerId).flatMap(SignUp::noId));
    add(errors, "birthDate", Optional.ofNullable(birthDate).flatMap(PersonText::birthDate));
    if (!errors.isEmpty()) {
      throw ProblemException.invalid(errors);
    }
  }

  /// @throws IllegalArgumentException with a sentence, when it is none
  MailAddress address() {
    return new MailAddress(email);
  }

  private static void add(List<FieldError> errors, String field, Optional<String> complaint) {
    complaint.ifPresent(sentence -> errors.add(new FieldError(field, sentence)));
  }

  private static Optional<String> noId(String text) {
    try {
      var _ = key(text);
      return PersonText.name(text);
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static SourceKey key(String customerId) {
    return new SourceKey(CUSTOMERS, customerId);
  }

  /// The person's outside id, where an application brings one.
  Optional<SourceKey> customer() {
    return Optional.ofNullable(customerId).map(SignUp::key);
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
