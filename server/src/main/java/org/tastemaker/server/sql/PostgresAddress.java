package org.tastemaker.server.sql;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/// Where a PostgreSQL database is and how to log in.
///
/// @param url for JDBC, without user and password
/// @param password empty when there is none, or the driver finds it elsewhere (`~/.pgpass`)
public record PostgresAddress(String url, String user, String password) {

  private static final String JDBC = "jdbc:postgresql://";

  static PostgresAddress local(int port, String database, String user, String password) {
    return new PostgresAddress(JDBC + "127.0.0.1:" + port + "/" + database, user, password);
  }

  /// Reads `postgresql://user:password@host:port/database?option=…` or the same after `jdbc:` with
  /// user and password as options.
  ///
  /// @param password taken when the text has none
  /// @throws StorageException with a sentence, when the text is neither
  public static PostgresAddress parse(String text, @Nullable String password) {
    PostgresAddress address = text.startsWith("jdbc:") ? ofJdbc(text) : ofUri(text);
    return address.password.isEmpty() && password != null
        ? new PostgresAddress(address.url, address.user, password)
        : address;
  }

  private static PostgresAddress ofJdbc(String text) {
    Properties parsed = Driver.parseURL(text, new Properties());
    if (parsed == null || !text.startsWith(JDBC)) {
      throw notAnAddress();
    }
    int options = text.indexOf('?');
    String place = options < 0 ? text : text.substring(0, options);
    String rest =
        options < 0
            ? ""
            : Arrays.stream(text.substring(options + 1).split("&"))
                .filter(o -> !o.startsWith("user=") && !o.startsWith("password=") && !o.isEmpty())
                .collect(Collectors.joining("&"));
    return of(
        place,
        rest,
        parsed.getProperty("user", System.getProperty("user.name")),
        parsed.getProperty("password", ""));
  }

  private static PostgresAddress ofUri(String text) {
    try {
      var uri = new URI(text);
      boolean postgres = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
      if (!postgres || uri.getHost() == null) {
        throw notAnAddress();
      }
      String[] login = (uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo()).split(":", 2);
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      return of(
          JDBC + uri.getHost() + port + uri.getRawPath(),
          uri.getRawQuery() == null ? "" : uri.getRawQuery(),
          login[0].isEmpty() ? System.getProperty("user.name") : decoded(login[0]),
          login.length < 2 ? "" : decoded(login[1]));
    } catch (URISyntaxException e) {
      throw notAnAddress();
    }
  }

  private static PostgresAddress of(String place, String options, String user, String password) {
    if (!place.matches("jdbc:postgresql://[^/]+/[^/]+")) {
      throw notAnAddress();
    }
    return new PostgresAddress(options.isEmpty() ? place : place + "?" + options, user, password);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /// The text stays out of the message: it may hold a password.
  private static StorageException notAnAddress() {
    return new StorageException(
        "The database URL is not of the form postgresql://user:password@host:5432/database.");
  }

  /// The same server, another of its databases.
  PostgresAddress withDatabase(String other) {
    return new PostgresAddress(
        url.replaceFirst("^(jdbc:postgresql://[^/]+/)[^?]*", "$1" + other), user, password);
  }

  /// For `psql` and the like, without the password.
  public String uri() {
    return "postgresql://" + user + "@" + url.substring(JDBC.length());
  }

  /// Without the password.
  @Override
  public String toString() {
    return uri();
  }
}
