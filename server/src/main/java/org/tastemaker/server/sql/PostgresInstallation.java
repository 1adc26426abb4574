package org.tastemaker.server.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// PostgreSQL's programs together with an account that can run them on a data folder.
record PostgresInstallation(DataFolder folder, ServerAccount account, PostgresBinaries binaries) {

  /// Finds the first account and copy of the programs with which it works here.
  static PostgresInstallation choose(DataFolder folder) throws IOException {
    return choose(folder, ServerAccount.candidates(folder), caches(System.getenv()));
  }

  static PostgresInstallation choose(
      DataFolder folder, List<ServerAccount> accounts, List<Path> caches) throws IOException {
    var places = new ArrayList<>(caches);
    places.add(folder.file("programs"));
    var reasons = new ArrayList<String>();
    for (ServerAccount account : accounts) {
      account.letThrough(folder);
      for (Path place : places) {
        String reason = attempt(folder, account, place);
        if (reason.isEmpty()) {
          return new PostgresInstallation(folder, account, PostgresBinaries.unpackedIn(place));
        }
        reasons.add(reason);
      }
    }
    throw new StorageException(
        "PostgreSQL cannot run here%s:\n  %s"
            .formatted(
                ServerAccount.ownUid() == 0 ? advice(folder) : "", String.join("\n  ", reasons)));
  }

  private static String advice(DataFolder folder) {
    return " for the data folder %s: it refuses to run as root, and no other way worked. Start as an ordinary user, or choose with --data a folder that an ordinary user can reach (such as /var/lib/tastemaker)"
        .formatted(folder);
  }

  /// @return why it does not work, or nothing when it does
  private static String attempt(DataFolder folder, ServerAccount account, Path place)
      throws IOException {
    PostgresBinaries binaries;
    try {
      binaries = PostgresBinaries.unpackedIn(place);
    } catch (IOException e) {
      return "unpacking into %s: %s".formatted(place, e);
    }
    Programs.Result tried = account.tryOut(binaries.program("postgres"));
    if (!tried.succeeded()) {
      return account.command(binaries.program("postgres"), List.of()) + ": " + tried.output();
    }
    Path probe = emptyFolder(folder, account, ".account-probe");
    boolean writes = account.canWriteIn(probe);
    Files.delete(probe);
    return writes ? "" : "%s cannot be written after %s".formatted(folder, account.prefix());
  }

  /// Where a user's programs may be kept, best first.
  static List<Path> caches(Map<String, String> environment) {
    String chosen = environment.getOrDefault("XDG_CACHE_HOME", "");
    String home = System.getProperty("user.home", "");
    if (chosen.startsWith("/")) {
      return List.of(Path.of(chosen, "tastemaker"));
    }
    return home.startsWith("/") ? List.of(Path.of(home, ".cache", "tastemaker")) : List.of();
  }

  /// Makes an empty folder of that name for the account alone.
  Path emptyFolder(String name) throws IOException {
    return emptyFolder(folder, account, name);
  }

  private static Path emptyFolder(DataFolder folder, ServerAccount account, String name)
      throws IOException {
    Path made = folder.file(name);
    PostgresBinaries.deleteTree(made);
    Files.createDirectory(made, DataFolder.permissions("rwx------"));
    account.own(made);
    return made;
  }

  List<String> command(String program, List<String> arguments) {
    return account.command(binaries.program(program), arguments);
  }

  void run(String program, List<String> arguments) {
    Programs.Result result = Programs.run(command(program, arguments));
    if (!result.succeeded()) {
      throw new StorageException("%s failed:\n%s".formatted(program, result.output()));
    }
  }
}
