package org.tastemaker.server.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.tastemaker.server.http.ApiKey;
import org.tastemaker.server.http.HttpSettings;
import org.tastemaker.server.http.LimitSettings;
import org.tastemaker.server.mail.MailSettings;
import org.tastemaker.server.redis.RedisSettings;

/// What is fine on one's own machine and not where people are served: the profile `production`
/// refuses it, with a sentence each.
final class Safety {
  private Safety() {}

  static void check(
      Environment environment,
      ServerSettings settings,
      HttpSettings http,
      LimitSettings limits,
      DatabaseSettings database,
      MailSettings mail,
      RedisSettings redis) {
    if (!environment.acceptsProfiles(Profiles.of("production"))) {
      return;
    }
    var refused = new ArrayList<String>();
    if (!environment.containsProperty("tastemaker.data")) {
      refused.add("Say where the data folder is: --data or TASTEMAKER_DATA.");
    }
    if (!settings.address().isLoopbackAddress() && http.trustedProxies().isEmpty()) {
      refused.add(
          "Listening on %s sends API keys unencrypted: put a proxy that speaks TLS in front and name its address in tastemaker.http.trusted-proxies, or listen on 127.0.0.1."
              .formatted(settings.address().getHostAddress()));
    }
    refused.addAll(unsafeDoor(http, limits));
    refused.addAll(unsafeKey(settings));
    refused.addAll(unsafeDatabase(database));
    refused.addAll(unsafeMail(mail));
    if (redis.showsPassword()) {
      refused.add(
          "The password of Redis would go over the network unencrypted: name it with rediss:// in tastemaker.redis.url.");
    }
    if (!refused.isEmpty()) {
      throw new SettingsException(
          "The profile production refuses this. " + String.join(" ", refused));
    }
  }

  private static List<String> unsafeDoor(HttpSettings http, LimitSettings limits) {
    var refused = new ArrayList<String>();
    if (http.trustsEverybody()) {
      refused.add(
          "Everybody could claim any address: tastemaker.http.trusted-proxies names the proxies in front of the server and nobody else.");
    }
    if (!http.plainOrigins().isEmpty()) {
      refused.add(
          "Pages of %s would send what they show unencrypted: tastemaker.http.allowed-origins takes https:// only."
              .formatted(String.join(", ", http.plainOrigins())));
    }
    if (limits.letsGuess()) {
      refused.add(
          "Anybody could try passwords without end: tastemaker.limits.sign-in must not be unlimited.");
    }
    return refused;
  }

  private static List<String> unsafeKey(ServerSettings settings) {
    var file = settings.data().resolve("api-key");
    try {
      return !Files.exists(file) || ApiKey.isPrivate(file)
          ? List.of()
          : List.of("Others can read the API key: chmod 600 '%s'.".formatted(file));
    } catch (IOException e) {
      throw new UncheckedIOException("The permissions of " + file + " cannot be read", e);
    }
  }

  private static List<String> unsafeDatabase(DatabaseSettings database) {
    var url = database.url();
    if (url == null || url.contains("sslmode=") || isHere(url)) {
      return List.of();
    }
    return List.of(
        "The database is on another machine: say how the way there is kept safe with sslmode in its URL, such as ?sslmode=verify-full.");
  }

  private static List<String> unsafeMail(MailSettings mail) {
    if (mail.host() == null && !mail.toFolder()) {
      return List.of(
          "Nobody would get a mail: name a mail server with tastemaker.mail.host, or say with tastemaker.mail.to-folder=true that mails are to stay in the data folder.");
    }
    return mail.showsPassword()
        ? List.of(
            "The mail server's password would go over the network unencrypted: set tastemaker.mail.tls to starttls or implicit.")
        : List.of();
  }

  private static boolean isHere(String url) {
    try {
      var host = URI.create(url.replaceFirst("^jdbc:", "")).getHost();
      return host == null
          || host.equals("localhost")
          || host.startsWith("127.")
          || host.equals("[::1]");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
