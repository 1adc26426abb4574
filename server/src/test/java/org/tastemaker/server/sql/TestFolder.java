package org.tastemaker.server.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// A data folder to be, with a space in its name, that everybody can reach. Whatever still runs in
/// it is ended with it.
record TestFolder(Path parent) implements AutoCloseable {

  static TestFolder make() {
    try {
      Path parent = Files.createTempDirectory("tastemaker test ");
      Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
      return new TestFolder(parent);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path data() {
    return parent.resolve("my data");
  }

  Cluster cluster() {
    return new Cluster(data().resolve(EmbeddedPostgres.CLUSTER));
  }

  @Override
  public void close() {
    cluster().stop();
    PostgresBinaries.deleteTree(parent);
  }
}
