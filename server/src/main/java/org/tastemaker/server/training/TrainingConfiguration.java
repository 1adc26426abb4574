package org.tastemaker.server.training;

import java.nio.file.Path;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tastemaker.server.event.EventLog;
import org.tastemaker.server.event.Teller;
import org.tastemaker.server.http.HealthCheck;
import org.tastemaker.server.job.Jobs;
import org.tastemaker.server.sql.DataFolder;
import org.tastemaker.server.sql.Database;
import org.tastemaker.server.sql.Notifications;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TrainingSettings.class)
class TrainingConfiguration {

  @Bean
  Teller modelTeller() {
    return Teller.plain("model", Publisher.PUBLISHED, Publisher.ROLLED_BACK);
  }

  @Bean
  ModelRows modelRows(Database database) {
    return new ModelRows(database.jdbc());
  }

  @Bean
  ModelStore modelStore(Database database, DataFolder folder) {
    return new ModelStore(database.jdbc(), folder.path().resolve(Path.of("models")));
  }

  @Bean
  Publisher publisher(
      ModelRows rows,
      ModelStore store,
      Database database,
      EventLog events,
      Notifications notifications) {
    return new Publisher(rows, store, database.transactions(), events, notifications);
  }

  @Bean
  Models models(ModelRows rows, Publisher publisher) {
    return new Models(rows, publisher);
  }

  @Bean
  LiveModels liveModels(ModelRows rows, ModelStore store) {
    return new LiveModels(rows, store);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  ModelFollower modelFollower(
      LiveModels live, Notifications notifications, TrainingSettings settings) {
    return new ModelFollower(live, notifications, settings.follow());
  }

  @Bean
  HealthCheck modelHealth(LiveModels live) {
    return new ModelHealth(live);
  }

  @Bean
  TrainingPlanner trainingPlanner(
      Jobs jobs, ModelRows rows, Database database, TrainingSettings settings) {
    return new TrainingPlanner(
        jobs, rows, new NewsRows(database.jdbc()), settings, Clock.systemUTC());
  }

  @Bean
  TrainingTrigger trainingTrigger(Jobs jobs, TrainingPlanner planner, TrainingSettings settings) {
    return new TrainingTrigger(jobs, planner, settings.check());
  }

  @Bean
  TrainKind trainKind(
      Database database,
      EventLog events,
      ModelRows rows,
      ModelStore store,
      Publisher publisher,
      TrainingSettings settings) {
    var datasets = new DatasetReader(database.unpooled(), events);
    return new TrainKind(new Trainer(datasets, rows, store, publisher, settings), settings);
  }
}
