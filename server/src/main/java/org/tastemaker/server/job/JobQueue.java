package org.tastemaker.server.job;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import java.time.Instant;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/// Puts jobs into db-scheduler's queue, within the transaction at hand.
final class JobQueue {
  private static final Logger LOG = LoggerFactory.getLogger(JobQueue.class);

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

  /// Takes a job that has ended out of the queue; where a worker holds it, that one does.
  void remove(long job) {
    try {
      client.cancel(TaskInstanceId.of(TASK, Long.toString(job)));
    } catch (TaskInstanceNotFoundException | TaskInstanceCurrentlyExecutingException removed) {
      LOG.debug("Job {} has left the queue: {}", job, removed.getMessage());
    }
  }
}
