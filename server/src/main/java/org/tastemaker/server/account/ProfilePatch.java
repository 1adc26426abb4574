package org.tastemaker.server.account;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.http.FieldError;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.interaction.Interests;
import org.tastemaker.server.interaction.Privacy;
import org.tastemaker.server.interaction.Visibility;
import org.tastemaker.server.mail.MailAddress;
import tools.jackson.databind.JsonNode;

/// A JSON merge patch (RFC 7396) of one's own account: what is absent stays, null takes away.
///
/// @param password the present one, which a new address needs
public record ProfilePatch(
    @Schema(type = "string", example = "ann_b") @Nullable JsonNode username,
    @Schema(type = "string", nullable = true) @Nullable JsonNode name,
    @Schema(type = "string", nullable = true) @Nullable JsonNode surname,
    @Schema(type = "string", format = "date", nullable = true) @Nullable JsonNode birthDate,
    @Schema(type = "string", nullable = true, description = "Plain text, at most 2000 characters")
        @Nullable JsonNode bio,
    @Schema(implementation = Privacy.class, nullable = true) @Nullable JsonNode privacy,
    @Schema(implementation = Interests.class, nullable = true) @Nullable JsonNode interests,
    @Schema(type = "string", format = "email") @Nullable JsonNode email,
    @Schema(type = "string", description = "Along with a new e-mail address")
        @Nullable JsonNode password) {

  /// What the account is to be.
  ///
  /// @param email null when it stays
  record Wanted(
      String username,
      @Nullable String name,
      @Nullable String surname,
      @Nullable LocalDate birthDate,
      @Nullable String bio,
      Privacy privacy,
      Interests interests,
      @Nullable MailAddress email) {}

  /// This patch applied.
  ///
  /// @throws ProblemException 400 that names every field that is wrong
  Wanted appliedTo(Profile now) {
    var reading = new Reading();
    var account = now.account();
    var wanted =
        new Wanted(
            reading.required("username", username, account.username()),
            reading.text("name", name, account.name(), PersonText::name),
            reading.text("surname", surname, account.surname(), PersonText::name),
            reading.date(birthDate, account.birthDate()),
            reading.text("bio", bio, now.bio(), PersonText::bio),
            reading.privacy(privacy, now.privacy()),
            reading.interests(interests, now.interests()),
            reading.address(email, account.email()));
    if (!reading.errors.isEmpty()) {
      throw ProblemException.invalid(reading.errors);
    }
    return wanted;
  }

  /// The password that was sent along.
  ///
  /// @throws ProblemException 400 when it is no text
  @Nullable String passwordText() {
    if (password == null || password.isNull()) {
      return null;
    }
    if (!password.isString()) {
      throw ProblemException.invalid("password", Reading.NO_TEXT);
    }
    return password.asString();
  }

  /// Hides all of it.
  @Override
  public String toString() {
    return "ProfilePatch[hidden]";
  }

  private static final class Reading {
    static final String NO_TEXT = "A text in quotes.";
    private final List<FieldError> errors = new ArrayList<>();

    private void wrong(String field, String sentence) {
      errors.add(new FieldError(field, sentence));
    }

    @Nullable String text(
        String field,
        @Nullable JsonNode given,
        @Nullable String now,
        Function<String, Optional<String>> complaint) {
      if (given == null) {
        return now;
      }
      if (given.isNull()) {
        return null;
      }
      if (!given.isString()) {
        wrong(field, NO_TEXT);
        return now;
      }
      var text = given.asString().strip();
      complaint.apply(text).ifPresent(sentence -> wrong(field, sentence));
      return text;
    }

    String required(String field, @Nullable JsonNode given, String now) {
      var text = text(field, given, now, PersonText::username);
      if (text == null) {
        wrong(field, "An account has one.");
        return now;
      }
      return text;
    }

    @Nullable LocalDate date(@Nullable JsonNode given, @Nullable LocalDate now) {
      var text = text("birthDate", given, null, any -> Optional.empty());
      if (given == null) {
        return now;
      }
      if (text == null) {
        return null;
      }
      try {
        var date = LocalDate.parse(text);
        PersonText.birthDate(date).ifPresent(sentence -> wrong("birthDate", sentence));
        return date;
      } catch (DateTimeParseException e) {
        wrong("birthDate", "A date such as 1999-12-31.");
        return now;
      }
    }

    @Nullable MailAddress address(@Nullable JsonNode given, @Nullable String now) {
      var text = text("email", given, now, any -> Optional.empty());
      if (given == null) {
        return null;
      }
      if (text == null) {
        wrong("email", "An account has one.");
        return null;
      }
      try {
        var address = new MailAddress(text);
        return address.text().equalsIgnoreCase(now) ? null : address;
      } catch (IllegalArgumentException e) {
        wrong("email", String.valueOf(e.getMessage()));
        return null;
      }
    }

    Privacy privacy(@Nullable JsonNode given, Privacy now) {
      if (given == null) {
        return now;
      }
      if (given.isNull()) {
        return Privacy.USUAL;
      }
      refuseOthers("privacy", given, List.of("profile", "ratings", "lists"));
      return new Privacy(
          visibility(given, "profile", now.profile(), Privacy.USUAL.profile()),
          visibility(given, "ratings", now.ratings(), Privacy.USUAL.ratings()),
          visibility(given, "lists", now.lists(), Privacy.USUAL.lists()));
    }

    private Visibility visibility(JsonNode privacy, String part, Visibility now, Visibility usual) {
      var given = privacy.get(part);
      if (given == null || given.isNull()) {
        return given == null ? now : usual;
      }
      try {
        return Visibility.of(given.isString() ? given.asString() : given.toString());
      } catch (IllegalArgumentException e) {
        wrong("privacy." + part, String.valueOf(e.getMessage()));
        return now;
      }
    }

    Interests interests(@Nullable JsonNode given, Interests now) {
      if (given == null) {
        return now;
      }
      if (given.isNull()) {
        return Interests.NONE;
      }
      refuseOthers("interests", given, List.of("kinds", "genres"));
      return new Interests(
          texts(given, "kinds", now.kinds()), texts(given, "genres", now.genres()));
    }

    private List<String> texts(JsonNode interests, String part, List<String> now) {
      var given = interests.get(part);
      if (given == null || given.isNull()) {
        return given == null ? now : List.of();
      }
      var texts = new ArrayList<String>();
      if (!given.isArray()) {
        wrong("interests." + part, "A list of texts.");
        return now;
      }
      for (var one : given) {
        if (!one.isString()) {
          wrong("interests." + part, "A list of texts.");
          return now;
        }
        texts.add(one.asString());
      }
      return texts;
    }

    private void refuseOthers(String field, JsonNode given, List<String> known) {
      if (!given.isObject()) {
        wrong(field, "An object with " + String.join(", ", known) + ".");
        return;
      }
      given.propertyNames().stream()
          .filter(name -> !known.contains(name))
          .findFirst()
          .ifPresent(name ->
              wrong(
                  field + "." + PersonText.brief(name),
                  "There is no such field; there are %s.".formatted(String.join(", ", known))));
    }
  }
}
