package org.tastemaker.server.account;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.access.Caller;
import org.tastemaker.server.http.CallerToken;
import org.tastemaker.server.http.Seal;
import org.tastemaker.server.interaction.Choices;
import org.tastemaker.server.interaction.People;
import org.tastemaker.server.interaction.PersonalData;
import org.tastemaker.server.job.Chore;
import org.tastemaker.server.job.JobKind;
import org.tastemaker.server.job.Jobs;
import org.tastemaker.server.mail.Mails;
import org.tastemaker.server.sql.DataFolder;
import org.tastemaker.server.sql.Notifications;

@Configuration(proxyBeanMethods = false)
class AccountConfiguration {
  @Bean
  Audit audit(JdbcClient jdbc) {
    return new Audit(jdbc, Clock.systemUTC());
  }

  @Bean
  SignInDelays signInDelays(
      JdbcClient jdbc, TransactionTemplate transactions, AccountSettings settings) {
    return new SignInDelays(jdbc, transactions, settings, Clock.systemUTC());
  }

  @Bean
  Chore forgetTraces(SignInDelays delays, Audit audit, AccountSettings settings) {
    return new ForgetTraces(delays, audit, settings.auditRetention());
  }

  @Bean
  MasterSecret masterSecret(AccountSettings settings, DataFolder folder) {
    return MasterSecret.of(settings.secret(), folder.path().resolve("master-secret"));
  }

  @Bean
  Seal seal(MasterSecret secret) {
    return secret::sign;
  }

  @Bean
  SigningKeys signingKeys(JdbcClient jdbc, TransactionTemplate transactions, MasterSecret secret) {
    return new SigningKeys(jdbc, transactions, secret, Clock.systemUTC());
  }

  @Bean
  AccessTokens accessTokens(SigningKeys keys) {
    return new AccessTokens(keys, Clock.systemUTC());
  }

  @Bean(initMethod = "listen")
  Sessions sessions(
      JdbcClient jdbc,
      AccessTokens tokens,
      AccountSettings settings,
      Notifications notifications,
      TransactionTemplate transactions,
      Audit audit) {
    return new Sessions(
        new SessionRows(jdbc),
        tokens,
        settings,
        notifications,
        transactions,
        audit,
        Clock.systemUTC());
  }

  @Bean
  MailTokens mailTokens(JdbcClient jdbc) {
    return new MailTokens(jdbc, Clock.systemUTC());
  }

  @Bean
  MailAllowance mailAllowance(JdbcClient jdbc, MasterSecret secret, AccountSettings settings) {
    return new MailAllowance(jdbc, secret, settings.mails(), Clock.systemUTC());
  }

  @Bean
  Chore forgetMailTokens(MailTokens tokens, JdbcClient jdbc, MailAllowance allowance) {
    return new ForgetMailTokens(tokens, new ForgottenRows(jdbc), allowance);
  }

  @Bean
  AccountRows accountRows(JdbcClient jdbc) {
    return new AccountRows(jdbc);
  }

  @Bean
  Passwords passwords(AccountSettings settings) {
    return new Passwords(settings.bcryptCost());
  }

  @Bean
  AccountMails accountMails(
      Mails mails, AccountSettings settings, Environment environment, MailAllowance allowance) {
    return new AccountMails(mails, new MailLinks(settings, environment), allowance);
  }

  @Bean
  Confirmations confirmations(
      AccountRows rows,
      Passwords passwords,
      Sessions sessions,
      SignInDelays delays,
      AccountSettings settings) {
    return new Confirmations(rows, passwords, sessions, delays, settings.fresh());
  }

  @Bean
  JobKind forgottenPassword(
      JdbcClient jdbc,
      AccountRows accounts,
      MailTokens tokens,
      ObjectProvider<AccountMails> mails,
      TransactionTemplate transactions) {
    return new ForgottenKind(
        new ForgottenRows(jdbc), accounts, tokens, mails::getObject, transactions);
  }

  @Bean
  Forgotten forgotten(JdbcClient jdbc, Jobs jobs, TransactionTemplate transactions) {
    return new Forgotten(new ForgottenRows(jdbc), jobs, transactions);
  }

  @Bean
  Profiles profiles(
      AccountRows rows,
      People people,
      Choices choices,
      Confirmations confirmations,
      MailTokens mailTokens,
      AccountMails mails,
      Sessions sessions,
      Audit audit,
      TransactionTemplate transactions) {
    return new Profiles(
        rows,
        people,
        choices,
        confirmations,
        mailTokens,
        mails,
        sessions,
        audit,
        transactions,
        Clock.systemUTC());
  }

  @Bean
  Accounts accounts(
      AccountRows rows,
      Passwords passwords,
      People people,
      Sessions sessions,
      SignInDelays delays,
      TransactionTemplate transactions,
      Audit audit,
      AccountMails mails,
      MailTokens mailTokens,
      Forgotten forgotten,
      Confirmations confirmations,
      Choices choices,
      ErasureFile erasures,
      List<PersonalData> personalData) {
    return new Accounts(
        rows,
        people,
        passwords,
        sessions,
        delays,
        transactions,
        audit,
        mails,
        mailTokens,
        forgotten,
        confirmations,
        choices,
        erasures,
        personalData,
        Clock.systemUTC());
  }

  @Bean
  ProviderAccounts providerAccounts(
      AccountRows rows, People people, Sessions sessions, Choices choices, Audit audit) {
    return new ProviderAccounts(rows, people, sessions, choices, audit, Clock.systemUTC());
  }

  @Bean
  SignInLinks signInLinks(
      JdbcClient jdbc, ProviderAccounts accounts, TransactionTemplate transactions, Audit audit) {
    return new SignInLinks(jdbc, accounts, transactions, audit, Clock.systemUTC());
  }

  @Bean
  ErasureFile erasureFile(JdbcClient jdbc, AccountSettings settings, DataFolder folder) {
    var given = settings.erasures();
    return new ErasureFile(jdbc, given == null ? folder.path().resolve("erasures") : given);
  }

  @Bean
  Erasures erasures(JdbcClient jdbc, Accounts accounts, ErasureFile file) {
    return new Erasures(jdbc, accounts, file);
  }

  @Bean
  Chore keepErasures(ErasureFile file) {
    return new KeepErasures(file);
  }

  @Bean(initMethod = "listen")
  ScopedKeys scopedKeys(
      JdbcClient jdbc, Notifications notifications, TransactionTemplate transactions, Audit audit) {
    return new ScopedKeys(jdbc, notifications, transactions, audit, Clock.systemUTC());
  }

  @Bean
  JwtDecoder accessTokenDecoder(AccessTokens tokens) {
    return tokens.decoder();
  }

  /// A token is as good as its session: what the account may do is read there, not in the token.
  @Bean
  Converter<Jwt, CallerToken> callers(Sessions sessions) {
    return new Converter<>() {
      @Override
      public CallerToken convert(Jwt token) {
        return new CallerToken(callerOf(token, sessions));
      }
    };
  }

  private static Caller callerOf(Jwt token, Sessions sessions) {
    var session = sessionOf(token);
    var holder =
        sessions
            .holder(session)
            .filter(one -> Integer.toString(one.person()).equals(token.getSubject()))
            .orElseThrow(() -> new InvalidBearerTokenException("The session is over."));
    return holder.caller(session);
  }

  private static UUID sessionOf(Jwt token) {
    try {
      return UUID.fromString(String.valueOf(token.getClaimAsString(AccessTokens.SESSION)));
    } catch (IllegalArgumentException e) {
      throw new InvalidBearerTokenException("The token names no session.", e);
    }
  }
}
