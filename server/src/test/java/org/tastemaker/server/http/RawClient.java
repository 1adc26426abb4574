package org.tastemaker.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/// A client that sends whatever bytes a test wants, as slowly as it wants.
final class RawClient implements AutoCloseable {
  private final Socket socket;

  RawClient(String url) throws IOException {
    var address = URI.create(url);
    socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
    socket.setSoTimeout(20_000);
  }

  RawClient send(String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    return this;
  }

  /// Sends a byte every so often until the server has had enough.
  ///
  /// @return how long that took; empty text when the server only hung up
  Ended drip(String text, Duration pause, Duration longest) throws Exception {
    var begun = Instant.now();
    socket.setSoTimeout(Math.toIntExact(pause.toMillis()));
    while (Duration.between(begun, Instant.now()).compareTo(longest) < 0) {
      try {
        send(text);
        int first = socket.getInputStream().read();
        var rest = first < 0 ? "" : (char) first + rest();
        return new Ended(Duration.between(begun, Instant.now()), rest);
      } catch (SocketTimeoutException e) {
        // it still waits for more
      } catch (SocketException e) {
        return new Ended(Duration.between(begun, Instant.now()), "");
      }
    }
    throw new AssertionError("The server still waits after " + longest);
  }

  record Ended(Duration after, String answer) {}

  /// All that comes until the server hangs up.
  String rest() throws IOException {
    socket.setSoTimeout(20_000);
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (SocketException e) {
      return "";
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
