package org.tastemaker.server.account;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.tastemaker.server.http.Rate;

/// How accounts are kept.
///
/// @param access how long an access token is good
/// @param session how long somebody stays signed in without coming back
/// @param pageIdle how long a browser stays signed in to the pages without coming back
/// @param pageLongest how long in any case
/// @param bcryptCost the logarithm of the rounds; each step doubles the time of a sign-in
/// @param secret what keys in the database are encrypted with; without it a file of the data folder
///   holds one. Several servers on one database need the same
/// @param pages where browsers reach this server's pages, such as `https://taste.example.org`:
///   mails link there. Without it they do where the server listens to this machine alone
/// @param verifyPage the page of a front end that takes `#token=…` to verify an address
/// @param resetPage likewise, to choose a new password
/// @param mails how many mails about an address, and how many for a new password, go to one
///   address, however many ask for them
/// @param failures so many wrong passwords in a row from one network make that network wait, ever
///   longer with each
/// @param lock how long at most
/// @param fresh how long after a sign-in one's account can be deleted without a password, where it
///   has none
/// @param auditRetention how long notes of the audit are kept
/// @param erasures the file in which it is kept who was erased, for restores; best beside the
///   backups. Without it a file of the data folder
@ConfigurationProperties("tastemaker.account")
record AccountSettings(
    @DefaultValue("10m") Duration access,
    @DefaultValue("30d") Duration session,
    @DefaultValue("7d") Duration pageIdle,
    @DefaultValue("30d") Duration pageLongest,
    @DefaultValue("11") int bcryptCost,
    @Nullable String secret,
    @Nullable URI pages,
    @Nullable URI verifyPage,
    @Nullable URI resetPage,
    @DefaultValue("5/1h") Rate mails,
    @DefaultValue("10") int failures,
    @DefaultValue("15m") Duration lock,
    @DefaultValue("10m") Duration fresh,
    @DefaultValue("365d") Duration auditRetention,
    @Nullable Path erasures) {
  AccountSettings {
    require(access.isPositive(), "access must be longer than nothing");
    require(session.compareTo(access) > 0, "session must be longer than access");
    require(pageIdle.compareTo(Duration.ofMinutes(1)) >= 0, "page-idle must be a minute at least");
    require(pageLongest.compareTo(pageIdle) >= 0, "page-longest must not be below page-idle");
    require(bcryptCost >= 4 && bcryptCost <= 16, "bcrypt-cost is from 4 to 16");
    require(secret == null || secret.length() >= 32, "secret has at least 32 characters");
    require(isPage(pages), "pages must begin with http:// or https://");
    require(isPage(verifyPage), "verify-page must begin with http:// or https://");
    require(isPage(resetPage), "reset-page must begin with http:// or https://");
    require(failures >= 3, "failures must be at least 3");
    require(lock.toSeconds() >= 1, "lock must be a second at least");
    require(fresh.isPositive(), "fresh must be longer than nothing");
    require(auditRetention.toDays() >= 1, "audit-retention must be a day at least");
  }

  private static boolean isPage(@Nullable URI page) {
    return page == null
        || (("http".equals(page.getScheme()) || "https".equals(page.getScheme()))
            && page.getFragment() == null);
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException("tastemaker.account." + sentence + ".");
    }
  }
}
