package org.tastemaker.server.cli;

import java.net.InetAddress;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The program's own settings; each feature has its own beneath.
///
/// @param data the data folder
/// @param port where the server listens; 0 is any free port
/// @param address on which the server listens
/// @param worker whether the server starts a worker process beside it
@ConfigurationProperties("tastemaker")
record ServerSettings(
    @DefaultValue("data") Path data,
    @DefaultValue("8000") int port,
    @DefaultValue("127.0.0.1") InetAddress address,
    @DefaultValue("true") boolean worker) {
  ServerSettings {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException(
          "tastemaker.port is between 0 and 65535, not %d".formatted(port));
    }
  }
}
