package org.tastemaker.server.linking;

import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.account.Audit;
import org.tastemaker.server.account.MasterSecret;
import org.tastemaker.server.account.ProviderAccounts;
import org.tastemaker.server.interaction.People;
import org.tastemaker.server.interaction.PersonalData;
import org.tastemaker.server.job.Chore;
import org.tastemaker.server.job.JobKind;
import org.tastemaker.server.job.Jobs;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class LinkingConfiguration {
  @Bean
  Providers providers(LinkingSettings settings) {
    return new Providers(settings, new Outbound(settings));
  }

  @Bean
  Goals goals(LinkingSettings settings) {
    return new Goals(settings);
  }

  @Bean
  Addresses addresses(LinkingSettings settings) {
    return new Addresses(settings);
  }

  @Bean
  OneTimeRows oneTimeRows(JdbcClient jdbc) {
    return new OneTimeRows(jdbc, Clock.systemUTC());
  }

  @Bean
  Chore forgetLinkingSecrets(OneTimeRows rows, JdbcClient jdbc) {
    return new ForgetExpired(rows, new FarewellRows(jdbc));
  }

  @Bean
  Farewells farewells(JdbcClient jdbc, Providers providers, ObjectProvider<Jobs> jobs) {
    return new Farewells(
        new LinkRows(jdbc), new FarewellRows(jdbc), providers, jobs::getObject, Clock.systemUTC());
  }

  @Bean
  JobKind providerFarewell(
      JdbcClient jdbc, Providers providers, MasterSecret secret, JsonMapper json) {
    return new FarewellKind(new FarewellRows(jdbc), providers, secret, json, Clock.systemUTC());
  }

  @Bean
  Linking linking(
      OneTime kept,
      JdbcClient jdbc,
      Farewells farewells,
      ProviderAccounts accounts,
      People people,
      Audit audit,
      MasterSecret secret,
      JsonMapper json,
      TransactionTemplate transactions) {
    return new Linking(
        new Waiting(kept, secret, json),
        new LinkRows(jdbc),
        farewells,
        accounts,
        people,
        audit,
        secret,
        json,
        transactions,
        Clock.systemUTC());
  }

  @Bean
  PersonalData personalLinks(JdbcClient jdbc, Farewells farewells) {
    return new PersonalLinks(new LinkRows(jdbc), farewells);
  }
}
