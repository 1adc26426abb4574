package org.tastemaker.server.job;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.tastemaker.server.event.EventLog;
import org.tastemaker.server.event.Teller;
import org.tastemaker.server.http.HealthCheck;
import org.tastemaker.server.sql.Database;
import org.tastemaker.server.sql.Notifications;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JobSettings.class)
class JobConfiguration {

  @Bean
  Teller jobTeller() {
    return Teller.plain("job", JobNews.REQUESTED, JobNews.ENDED);
  }

  @Bean
  JobRows jobRows(Database database) {
    return new JobRows(database.jdbc());
  }

  @Bean
  JobQueue jobQueue(Database database) {
    return new JobQueue(database.dataSource());
  }

  @Bean
  JobNews jobNews(Database database, Notifications notifications, EventLog events) {
    return new JobNews(notifications, database.transactions(), events);
  }

  @Bean
  Jobs jobs(JobRows rows, JobQueue queue, JobNews news, Database database, List<JobKind> kinds) {
    return new Jobs(rows, queue, news, database.transactions(), kinds);
  }

  @Bean
  HealthCheck jobHealth(JobRows rows) {
    return new JobHealth(rows);
  }

  @Bean
  JobStream jobStream(Jobs jobs, JobWatch watch) {
    return new JobStream(jobs, watch, Duration.ofSeconds(10));
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  Upkeep upkeep(JobRows rows, JobQueue queue, JobNews news, JobSettings settings) {
    return new Upkeep(rows, queue, news, settings);
  }

  @Bean(destroyMethod = "close")
  JobWatch jobWatch(Notifications notifications, JobSettings settings) {
    var watch = new JobWatch(settings.streams());
    notifications.listen(JobNews.CHANGED, watch::changed);
    return watch;
  }

  @Bean
  Chore forgetOldJobs(JobRows rows, JobSettings settings) {
    return new ForgetOldJobs(rows, settings.keep());
  }

  /// Made and started by the command that is a worker; elsewhere it is never asked for.
  @Bean(destroyMethod = "close")
  @Lazy
  Worker worker(
      Database database,
      Notifications notifications,
      JobSettings settings,
      JobRows rows,
      JobNews news,
      Upkeep upkeep,
      JobQueue queue,
      List<JobKind> kinds,
      List<Chore> chores) {
    var name = workerName();
    return new Worker(
        database.dataSource(),
        notifications,
        settings,
        new JobRunner(rows, news, kinds, name),
        news,
        upkeep,
        queue,
        chores,
        name);
  }

  private static String workerName() {
    var started = ManagementFactory.getRuntimeMXBean().getStartTime();
    try {
      return "%s-%d-%s"
          .formatted(
              InetAddress.getLocalHost().getHostName(),
              ProcessHandle.current().pid(),
              Long.toString(started % 1_000_000_000, Character.MAX_RADIX));
    } catch (UnknownHostException _) {
      return "worker-" + ProcessHandle.current().pid();
    }
  }
}
