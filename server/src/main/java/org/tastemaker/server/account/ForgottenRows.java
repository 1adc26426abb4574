package org.tastemaker.server.account;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The table `forgotten_password`.
record ForgottenRows(JdbcClient jdbc) {

  void add(long job, String email) {
    jdbc.sql("insert into forgotten_password (job, email) values (:job, :email)")
        .param("job", job)
        .param("email", email)
        .update();
  }

  /// The address of a job, which is forgotten by this.
  Optional<String> take(long job) {
    return jdbc.sql("delete from forgotten_password where job = :job returning email")
        .param("job", job)
        .query(String.class)
        .optional();
  }

  void removeAll(String email) {
    jdbc.sql("delete from forgotten_password where lower(email) = lower(:email)")
        .param("email", email)
        .update();
  }

  /// Removes those whose jobs were cancelled or lost their workers too often.
  int removeAbandoned() {
    return jdbc.sql(
            """
            delete from forgotten_password
            where not exists (select from job
                              where job.id = forgotten_password.job and state in ('queued', 'running'))
            """)
        .update();
  }
}
