package org.tastemaker.server.catalogue;

import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.event.EventLog;
import org.tastemaker.server.event.Teller;
import org.tastemaker.server.sql.Notifications;

@Configuration(proxyBeanMethods = false)
class CatalogueConfiguration {

  @Bean
  Teller itemTeller() {
    return new ItemTeller();
  }

  @Bean
  Teller kindTeller() {
    return Teller.plain("kind", ItemEvents.KIND_DECLARED);
  }

  @Bean
  Teller linkTeller() {
    return Teller.plain("item", ItemEvents.RELATED, ItemEvents.UNRELATED);
  }

  /// The first who asks waits until the catalogue is read; from then on it is followed.
  @Bean(initMethod = "start", destroyMethod = "close")
  CatalogueFollower catalogueFollower(
      DataSource dataSource,
      TransactionTemplate transactions,
      EventLog events,
      Notifications notifications,
      ObjectProvider<CatalogueListener> listeners) {
    var live = new LiveCatalogue(new IndexRows(new JdbcTemplate(dataSource), transactions));
    return new CatalogueFollower(live, events, notifications, listeners.orderedStream().toList());
  }

  @Bean
  LiveCatalogue liveCatalogue(CatalogueFollower follower) {
    return follower.live();
  }

  @Bean
  Catalogue catalogue(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      EventLog events,
      Notifications notifications,
      LiveCatalogue live) {
    return new Catalogue(
        new ItemRows(jdbc),
        new KindRows(jdbc),
        transactions,
        new ItemEvents(events, notifications),
        live);
  }

  @Bean
  ItemEditor itemEditor(
      Catalogue catalogue,
      ItemUse use,
      JdbcClient jdbc,
      TransactionTemplate transactions,
      EventLog events,
      Notifications notifications,
      LiveCatalogue live) {
    return new ItemEditor(
        catalogue,
        new ItemRows(jdbc),
        use,
        transactions,
        new ItemEvents(events, notifications),
        live);
  }

  @Bean
  ItemMerger itemMerger(
      ItemEditor editor,
      ItemUse use,
      JdbcClient jdbc,
      TransactionTemplate transactions,
      EventLog events,
      Notifications notifications,
      LiveCatalogue live) {
    return new ItemMerger(
        editor,
        new ItemRows(jdbc),
        new LinkRows(jdbc),
        new MergeRows(jdbc),
        use,
        transactions,
        new ItemEvents(events, notifications),
        live);
  }

  @Bean
  ItemLinks itemLinks(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      EventLog events,
      Notifications notifications) {
    return new ItemLinks(
        new LinkRows(jdbc),
        new ItemRows(jdbc),
        transactions,
        new ItemEvents(events, notifications));
  }

  @Bean
  DeclaredKinds declaredKinds(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      EventLog events,
      Notifications notifications,
      LiveCatalogue live) {
    return new DeclaredKinds(
        new KindRows(jdbc),
        new ItemRows(jdbc),
        transactions,
        new ItemEvents(events, notifications),
        live);
  }

  @Bean
  PinnedRankings pinnedRankings() {
    return new PinnedRankings(System::nanoTime, ThreadLocalRandom.current().nextLong(1L << 52) + 1);
  }

  @Bean
  CatalogueReplay catalogueReplay(
      JdbcClient jdbc, TransactionTemplate transactions, LiveCatalogue live) {
    return new CatalogueReplay(jdbc, transactions, new ItemRows(jdbc), live);
  }
}
