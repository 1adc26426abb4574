package org.tastemaker.server.interaction;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.access.Permission;
import org.tastemaker.server.http.ProblemException;
import org.tastemaker.server.id.OurId;
import org.tastemaker.server.id.Reference;

/// Whom a request is about: the one who calls, or somebody else whom they may name.
public final class Whom {
  private final People people;
  private final Choices choices;

  Whom(People people, Choices choices) {
    this.people = people;
    this.choices = choices;
  }

  /// Whom a caller acts for.
  ///
  /// @param named whom the caller names; null for themselves
  /// @throws ProblemException 400 when a program names nobody, 403 when somebody else is named
  ///   without the permission
  public Reference of(Caller caller, @Nullable Reference named) {
    if (named == null) {
      if (caller.person() == null) {
        throw ProblemException.invalid("user", "Say whom for: a program is nobody itself.");
      }
      return new OurId(caller.person());
    }
    if (!caller.may(Permission.PEOPLE_ACT) && !isSelf(caller, named)) {
      throw notPermitted(caller);
    }
    return named;
  }

  /// Whom a caller wants to see something of. A program that may name people acts for them and sees
  /// what they see. A person sees of others what these show, administrators too; people without an
  /// account could not choose, and are seen by whoever may name them.
  ///
  /// @param named whom the caller names; null for themselves
  /// @throws ProblemException 400 when a program names nobody, 403 when the caller must not see
  ///   that
  public Reference seen(Caller caller, @Nullable Reference named, Privacy.Part part) {
    if (named == null || caller.person() == null) {
      return of(caller, named);
    }
    var found = people.find(named);
    if (found.filter(one -> one.equals(caller.person())).isPresent()) {
      return named;
    }
    var chosen = found.flatMap(choices::find);
    if (chosen.filter(privacy -> privacy.shows(part)).isPresent()) {
      return named;
    }
    if (!caller.may(Permission.PEOPLE_ACT)) {
      throw notPermitted(caller);
    }
    if (chosen.isPresent()) {
      throw forbidden("private", "%s does not show this to others.".formatted(named));
    }
    return named;
  }

  /// Whom a caller acts for where it is the owner's affair alone: administrators do not name people
  /// there who have an account; programs act for whom they may name.
  ///
  /// @param named whom the caller names; null for themselves
  /// @throws ProblemException 403 when it is not the caller's
  public Reference owner(Caller caller, @Nullable Reference named) {
    var whom = of(caller, named);
    if (named != null && caller.person() != null && !isSelf(caller, named) && hasAccount(named)) {
      throw forbidden("private", "This is for %s alone.".formatted(named));
    }
    return whom;
  }

  private boolean hasAccount(Reference named) {
    return people.find(named).flatMap(choices::find).isPresent();
  }

  private boolean isSelf(Caller caller, Reference named) {
    return caller.person() != null
        && people.find(named).filter(one -> Objects.equals(one, caller.person())).isPresent();
  }

  private static ProblemException notPermitted(Caller caller) {
    return forbidden(
        "not-permitted",
        "Naming somebody else needs the permission %s, which %s does not have."
            .formatted(Permission.PEOPLE_ACT.text(), caller.name()));
  }

  private static ProblemException forbidden(String slug, String detail) {
    return new ProblemException(HttpStatus.FORBIDDEN, slug, detail, List.of());
  }
}
