package org.tastemaker.server.recommendation;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.tastemaker.server.catalogue.LiveCatalogue;
import org.tastemaker.server.http.Permits;
import org.tastemaker.server.interaction.Choices;
import org.tastemaker.server.interaction.Histories;
import org.tastemaker.server.interaction.People;
import org.tastemaker.server.interaction.PersonalData;
import org.tastemaker.server.job.Chore;
import org.tastemaker.server.training.LiveModels;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class RecommendationConfiguration {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// One for all that scores: twice as many at once as there are cores, for while one waits for the
  /// database another computes. More only make each other late.
  private final Permits permits;

  RecommendationConfiguration(RecommendationSettings settings) {
    permits =
        new Permits(
            "Scoring",
            2 * Runtime.getRuntime().availableProcessors(),
            settings.waiting(),
            PATIENCE);
  }

  @Bean
  Pasts pasts(People people, Histories histories, RecommendationSettings settings) {
    return new Pasts(people, histories, settings.declineShare());
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  RecommendationLog recommendationLog(DataSource dataSource, RecommendationSettings settings) {
    return new RecommendationLog(dataSource, settings.logQueue());
  }

  @Bean
  Chore recommendationLogRetention(RecommendationLog log, RecommendationSettings settings) {
    return new LogRetention(log, settings.logRetention());
  }

  @Bean
  Recommender recommender(
      LiveCatalogue catalogue,
      LiveModels models,
      Pasts pasts,
      Choices choices,
      RecommendationLog log,
      RecommendationSettings settings) {
    return new Recommender(
        catalogue,
        models,
        pasts,
        choices,
        new LivePopularity(models, Clock.systemUTC()),
        new Diversity(settings.franchiseRun()),
        permits,
        log,
        Clock.systemUTC());
  }

  @Bean
  SimilarItems similarItems(LiveCatalogue catalogue, LiveModels models) {
    return new SimilarItems(catalogue, models, permits);
  }

  @Bean
  Predictions predictions(LiveCatalogue catalogue, LiveModels models, Pasts pasts) {
    return new Predictions(catalogue, models, pasts, permits);
  }

  @Bean
  StoredLists storedLists(JdbcClient jdbc, TransactionTemplate transactions, JsonMapper json) {
    return new StoredLists(jdbc, transactions, json);
  }

  @Bean
  KeptLists keptLists(
      LiveCatalogue catalogue,
      LiveModels models,
      SimilarItems similar,
      Recommender recommender,
      Pasts pasts,
      Predictions predictions,
      StoredLists stored) {
    return new KeptLists(
        new TitleLists(catalogue, models, similar, recommender, pasts, permits),
        predictions,
        stored,
        Clock.systemUTC());
  }

  @Bean
  PersonalData personalLists(JdbcClient jdbc) {
    return new PersonalLists(jdbc);
  }

  @Bean
  WebMvcConfigurer listParameters() {
    return new WebMvcConfigurer() {
      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new ListParametersResolver());
      }
    };
  }
}
