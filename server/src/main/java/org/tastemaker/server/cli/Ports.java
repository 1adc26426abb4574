package org.tastemaker.server.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Whether the server will be able to listen, asked before the database is started for nothing.
final class Ports {
  private Ports() {}

  static void check(InetAddress address, int port) {
    if (port == 0) {
      return;
    }
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
    } catch (IOException e) {
      throw taken(port);
    }
  }

  static CommandException taken(int port) {
    return new CommandException(
        ExitCode.UNAVAILABLE,
        "Port %d is taken or may not be used. Choose another with --port or TASTEMAKER_PORT (0: any free one)."
            .formatted(port));
  }
}
