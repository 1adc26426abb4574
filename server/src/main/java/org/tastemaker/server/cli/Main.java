package org.tastemaker.server.cli;

/// The program.
final class Main {
  private Main() {}

  static void main(String[] arguments) {
    System.exit(CommandLines.of(new Tastemaker()).execute(arguments));
  }
}
