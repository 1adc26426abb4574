package org.tastemaker.server.interaction;

/// What some part of the server holds of a person: theirs to see, and to have deleted.
public interface PersonalData {

  /// What it is called in an export.
  String name();

  /// All of it, as it becomes JSON.
  Object of(int person);

  /// Deletes it, in the transaction that deletes the person.
  void erase(int person);
}
