package org.tastemaker.server.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// As whom PostgreSQL's programs run, since they refuse to run as root.
///
/// An ordinary user runs them plainly. Root runs them in a user namespace in which it is nobody:
/// files stay root's. Where namespaces are forbidden (as in many containers), or the folder belongs
/// to an ordinary user, it becomes that user.
///
/// @param uid whom files belong to, as seen from outside
/// @param gid their group
/// @param prefix what stands before a program on its command line
record ServerAccount(int uid, int gid, List<String> prefix) {

  ServerAccount {
    prefix = List.copyOf(prefix);
  }

  private static final List<String> NAMESPACE = List.of("unshare", "-U");

  /// The accounts worth a try, best first.
  static List<ServerAccount> candidates(DataFolder folder) {
    return candidates(folder, ownUid(), NAMESPACE);
  }

  static List<ServerAccount> candidates(DataFolder folder, int uid, List<String> namespace) {
    var inNamespace = new ServerAccount(uid, ownGid(), namespace);
    if (uid != 0) {
      var plain = new ServerAccount(uid, ownGid(), List.of());
      return isKnown(uid) ? List.of(plain) : List.of(inNamespace, plain);
    }
    Path cluster = folder.file(EmbeddedPostgres.CLUSTER);
    int owner = ownerOf(Files.exists(cluster) ? cluster : folder.path());
    var all = new ArrayList<ServerAccount>();
    if (owner != 0) {
      all.add(becoming(owner, groupOf(folder.path())));
    } else {
      all.add(inNamespace);
    }
    if (!Files.exists(cluster)) {
      named("postgres", all);
      named("nobody", all);
    }
    return all;
  }

  private static void named(String name, List<ServerAccount> all) {
    Programs.Result uid = Programs.run(List.of("id", "-u", name));
    Programs.Result gid = Programs.run(List.of("id", "-g", name));
    if (uid.succeeded() && gid.succeeded()) {
      all.add(becoming(Integer.parseInt(uid.output()), Integer.parseInt(gid.output())));
    }
  }

  private static ServerAccount becoming(int uid, int gid) {
    return new ServerAccount(
        uid, gid, List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--"));
  }

  private static boolean isKnown(int uid) {
    return Programs.run(List.of("id", "-un", Integer.toString(uid))).succeeded();
  }

  static int ownUid() {
    return ownerOf(Path.of("/proc/self"));
  }

  private static int ownGid() {
    return groupOf(Path.of("/proc/self"));
  }

  static int ownerOf(Path file) {
    return attribute(file, "unix:uid");
  }

  private static int groupOf(Path file) {
    return attribute(file, "unix:gid");
  }

  private static int attribute(Path file, String name) {
    try {
      return (Integer) Files.getAttribute(file, name);
    } catch (IOException e) {
      throw new StorageException("%s cannot be looked at: %s".formatted(file, e.getMessage()), e);
    }
  }

  boolean isSomebodyElse() {
    return uid != ownUid();
  }

  /// Lets this account through the folder, which otherwise only its owner may enter.
  void letThrough(DataFolder folder) throws IOException {
    if (isSomebodyElse() && ownerOf(folder.path()) != uid) {
      Files.setAttribute(folder.path(), "unix:gid", gid);
      Files.setPosixFilePermissions(folder.path(), PosixFilePermissions.fromString("rwx--x---"));
    }
  }

  /// Gives a file or an empty folder to this account.
  void own(Path file) throws IOException {
    if (isSomebodyElse()) {
      Files.setAttribute(file, "unix:uid", uid);
      Files.setAttribute(file, "unix:gid", gid);
    }
  }

  /// Whether this account can start the program at all.
  Programs.Result tryOut(Path program) {
    return Programs.run(command(program, List.of("--version")));
  }

  /// Whether this account can work in the folder.
  boolean canWriteIn(Path folder) {
    var test =
        List.of(
            "-c", "test -r \"$1\" && test -w \"$1\" && test -x \"$1\"", "sh", folder.toString());
    return Programs.run(command(Path.of("sh"), test)).succeeded();
  }

  List<String> command(Path program, List<String> arguments) {
    var command = new ArrayList<>(prefix);
    command.add(program.toString());
    command.addAll(arguments);
    return command;
  }
}
