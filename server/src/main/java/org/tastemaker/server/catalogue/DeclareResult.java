package org.tastemaker.server.catalogue;

/// What became of a kind that somebody declared.
public sealed interface DeclareResult {

  /// It is new.
  record Declared() implements DeclareResult {}

  /// It was there and has another form now.
  record Changed() implements DeclareResult {}

  /// It was there just so.
  record Unchanged() implements DeclareResult {}

  /// It comes with the product and stays as it is.
  record BuiltIn() implements DeclareResult {}

  /// An item has attributes that the new form would refuse.
  ///
  /// @param item its id
  /// @param sentence what would be wrong with it
  record InUse(int item, String sentence) implements DeclareResult {}
}
