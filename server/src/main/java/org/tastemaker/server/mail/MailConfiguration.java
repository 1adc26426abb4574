package org.tastemaker.server.mail;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.tastemaker.server.job.Chore;
import org.tastemaker.server.job.JobKind;
import org.tastemaker.server.job.Jobs;
import org.tastemaker.server.sql.DataFolder;

@Configuration(proxyBeanMethods = false)
class MailConfiguration {

  @Bean
  Outbox mailOutbox(JdbcClient jdbc) {
    return new Outbox(jdbc);
  }

  @Bean
  JobKind mailKind(Outbox outbox, MailSettings settings, DataFolder folder) {
    var post = Post.of(settings, folder.path().resolve("mail"));
    return new MailKind(outbox, post, settings, Clock.systemUTC());
  }

  @Bean
  Chore forgetAbandonedMails(Outbox outbox) {
    return new ForgetAbandonedMails(outbox);
  }

  @Bean
  Mails mails(Jobs jobs, Outbox outbox, TransactionTemplate transactions) {
    return new Mails(jobs, outbox, transactions);
  }
}
