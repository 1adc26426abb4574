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

  Whom(People people) {
    this.people = people;
  }

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
      throw new ProblemException(
          HttpStatus.FORBIDDEN,
          "not-permitted",
          "Naming somebody else needs the permission %s, which %s does not have."
              .formatted(Permission.PEOPLE_ACT.text(), caller.name()),
          List.of());
    }
    return named;
  }

  private boolean isSelf(Caller caller, Reference named) {
    return caller.person() != null
        && people.find(named).filter(one -> Objects.equals(one, caller.person())).isPresent();
  }
}
