package org.tastemaker.server.job;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Instant;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/// Puts jobs into db-scheduler's queue, within the transaction at hand.
final class JobQueue {
  static final String TABLE = "job_queue";
  static final String TASK = "job";

  private final SchedulerClient client;

  JobQueue(DataSource dataSource) {
    client =
        SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource))
            .tableName(TABLE)
            .build();
  }

  void add(long job) {
    client.scheduleIfNotExists(new TaskInstance<>(TASK, Long.toString(job)), Instant.now());
  }
}
