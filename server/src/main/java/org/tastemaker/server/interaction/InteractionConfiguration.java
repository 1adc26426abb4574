package org.tastemaker.server.interaction;

import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.catalogue.Catalogue;
import org.tastemaker.server.catalogue.ItemUse;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.catalogue.PersonalItems;
import org.tastemaker.server.event.EventLog;
import org.tastemaker.server.event.Teller;

@Configuration(proxyBeanMethods = false)
class InteractionConfiguration {

  @Bean
  People people(JdbcClient jdbc, TransactionTemplate transactions, EventLog events) {
    return new People(new PersonRows(jdbc), new RatingRows(jdbc), transactions, events);
  }

  @Bean
  PastStandings pastStandings(JdbcClient jdbc) {
    return new PastStandings(jdbc);
  }

  @Bean
  LoggedInteractions loggedInteractions(JdbcClient jdbc) {
    return new LoggedInteractions(jdbc);
  }

  @Bean
  Teller peopleTeller() {
    return new PersonTeller();
  }

  @Bean
  DirtyTotals dirtyTotals() {
    return new DirtyTotals();
  }

  @Bean
  PersonalData personalInteractions(JdbcClient jdbc, LiveCatalogue live) {
    return new PersonalInteractions(jdbc, new PersonRows(jdbc), live);
  }

  @Bean
  ItemUse itemUse(JdbcClient jdbc, DirtyTotals totals) {
    return new ItemUses(jdbc, totals);
  }

  @Bean
  Choices choices(JdbcClient jdbc, LiveCatalogue live) {
    return new Choices(jdbc, live);
  }

  @Bean
  Whom whom(People people, Choices choices) {
    return new Whom(people, choices);
  }

  @Bean
  Pairs pairs(Catalogue catalogue, People people, Whom whom) {
    return new Pairs(catalogue, people, whom);
  }

  @Bean
  Standings standings(JdbcClient jdbc) {
    return new Standings(jdbc);
  }

  @Bean
  PersonalItems personalItems(Whom whom, People people, Histories histories, Standings standings) {
    return new ItemsOfPeople(whom, people, histories, standings);
  }

  @Bean
  Ratings ratings(JdbcClient jdbc, TransactionTemplate transactions, DirtyTotals totals) {
    return new Ratings(
        new PersonRows(jdbc), new RatingRows(jdbc), transactions, totals, Clock.systemUTC());
  }

  @Bean
  DeclineReasons declineReasons(JdbcClient jdbc, LiveCatalogue live) {
    return new DeclineReasons(jdbc, live);
  }

  @Bean
  Declines declines(JdbcClient jdbc, InteractionBatches batches, DeclineReasons reasons) {
    return new Declines(jdbc, batches, reasons);
  }

  @Bean
  InteractionBatches interactionBatches(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      LiveCatalogue live,
      Catalogue catalogue,
      People people,
      DeclineReasons reasons,
      DirtyTotals totals) {
    return new InteractionBatches(
        new References(live, catalogue, people),
        new PersonRows(jdbc),
        new RatingRows(jdbc),
        new ActivityRows(jdbc),
        new ProgressRows(jdbc),
        reasons,
        new WatchlistRows(jdbc),
        new CommentRows(jdbc),
        transactions,
        totals,
        Clock.systemUTC());
  }

  @Bean
  Watchlist watchlist(
      JdbcClient jdbc,
      InteractionBatches batches,
      TransactionTemplate transactions,
      LiveCatalogue live) {
    return new Watchlist(jdbc, batches, transactions, live);
  }

  @Bean
  Comments comments(JdbcClient jdbc, TransactionTemplate transactions) {
    return new Comments(
        new CommentRows(jdbc), new PersonRows(jdbc), transactions, Clock.systemUTC());
  }

  @Bean
  Acting acting(InteractionBatches batches, Standings standings) {
    return new Acting(batches, standings);
  }

  @Bean
  Replay replay(JdbcClient jdbc, TransactionTemplate transactions) {
    return new Replay(jdbc, transactions);
  }

  @Bean
  Histories histories(DataSource dataSource, InteractionSettings settings) {
    return new Histories(new JdbcTemplate(dataSource), settings.notNow(), Clock.systemUTC());
  }

  @Bean
  BulkInteractions bulkInteractions(DataSource dataSource, JdbcClient jdbc) {
    return new BulkInteractions(
        dataSource, new JdbcTemplate(dataSource), new PersonRows(jdbc), new RatingRows(jdbc));
  }

  @Bean
  BulkActivities bulkActivities(DataSource dataSource, JdbcClient jdbc) {
    return new BulkActivities(dataSource, new JdbcTemplate(dataSource), new PersonRows(jdbc));
  }

  @Bean(destroyMethod = "close")
  TotalsFollower totalsFollower(JdbcClient jdbc, DirtyTotals dirty) {
    return new TotalsFollower(new RatingRows(jdbc), dirty);
  }

  @Bean(destroyMethod = "close")
  TrendsFollower trendsFollower(JdbcClient jdbc, EventLog events) {
    return new TrendsFollower(new TrendRows(jdbc), events);
  }
}
