package org.tastemaker.server.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// A mail server that says to chosen commands what a test wants it to say, 250 to all others.
final class ScriptedServer implements AutoCloseable {
  private final ServerSocket socket;
  private final Map<String, String> answers;
  private final List<String> heard = new CopyOnWriteArrayList<>();

  /// @param answers by a command's first word; `.` for the end of a mail. An empty answer hangs up.
  ScriptedServer(Map<String, String> answers) throws IOException {
    this.answers = answers;
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  /// The commands so far.
  List<String> heard() {
    return heard;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try (var client = socket.accept()) {
        talk(client);
      } catch (IOException _) {
        // the client or the test is gone
      }
    }
  }

  private void talk(Socket client) throws IOException {
    var in =
        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
    var out = client.getOutputStream();
    say(out, "220 scripted");
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      heard.add(line);
      var word = line.split(" ", -1)[0].toUpperCase(Locale.ROOT);
      var answer = answers.getOrDefault(word, word.equals("DATA") ? "354 go on" : "250 ok");
      if (answer.isEmpty()) {
        return;
      }
      say(out, answer);
      if (answer.startsWith("354")) {
        skipMail(in);
        say(out, answers.getOrDefault(".", "250 taken"));
      }
    }
  }

  private static void skipMail(BufferedReader in) throws IOException {
    var line = in.readLine();
    while (line != null && !line.equals(".")) {
      line = in.readLine();
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
