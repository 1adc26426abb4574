package org.tastemaker.server.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// As whom PostgreSQL's programs run: it refuses to run as root.
///
/// @param prefix what stands before a program on its command line
record ServerAccount(List<String> prefix) {

  ServerAccount {
    prefix = List.copyOf(prefix);
  }

  /// The way that suits this process.
  static ServerAccount choose() {
    return isRoot() ? new ServerAccount(List.of("unshare", "-U")) : new ServerAccount(List.of());
  }

  static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException e) {
      return System.getProperty("user.name").equals("root");
    }
  }

  List<String> command(Path program, List<String> arguments) {
    var command = new ArrayList<>(prefix);
    command.add(program.toString());
    command.addAll(arguments);
    return command;
  }
}
