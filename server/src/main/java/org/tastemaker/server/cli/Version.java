package org.tastemaker.server.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// The version of the program, as its jar says.
final class Version implements IVersionProvider {
  Version() {}

  static String text() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"tastemaker " + text()};
  }
}
