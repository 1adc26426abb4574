package org.tastemaker.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.tastemaker.server.json.Json;
import tools.jackson.databind.json.JsonMapper;

/// The parts of the program, put together: every configuration and route below
/// `org.tastemaker.server`, and every settings record.
@SpringBootConfiguration(proxyBeanMethods = false)
@ComponentScan("org.tastemaker.server")
@ConfigurationPropertiesScan("org.tastemaker.server")
class Application {
  @Bean
  JsonMapper json() {
    return Json.mapper();
  }

  @Bean
  static SettingsCheck settingsCheck(ConfigurableEnvironment environment) {
    return new SettingsCheck(environment);
  }

  /// The whole server, listening when this returns.
  static ConfigurableApplicationContext serve(
      Settings settings, ApplicationContextInitializer<GenericApplicationContext> storage) {
    return application(WebApplicationType.SERVLET, settings, storage, Web.class)
        .run(arguments(settings));
  }

  /// The parts without routes and port, each made when it is first asked for.
  static ConfigurableApplicationContext parts(
      Settings settings, ApplicationContextInitializer<GenericApplicationContext> storage) {
    var application = application(WebApplicationType.NONE, settings, storage);
    application.setLazyInitialization(true);
    application.setDefaultProperties(Map.of("tastemaker-log-level", "warn"));
    return application.run(arguments(settings));
  }

  private static SpringApplication application(
      WebApplicationType type,
      Settings settings,
      ApplicationContextInitializer<GenericApplicationContext> storage,
      Class<?>... sources) {
    var application = new SpringApplication(Application.class);
    application.addPrimarySources(List.of(sources));
    application.addInitializers(Application::addSecrets, storage);
    application.setWebApplicationType(type);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setAdditionalProfiles(settings.profile().lowerCase());
    return application;
  }

  private static void addSecrets(ConfigurableApplicationContext context) {
    SecretSettings.addTo(context.getEnvironment());
  }

  /// The data folder and database that the settings name.
  static void ownStorage(GenericApplicationContext context) {
    new AnnotatedBeanDefinitionReader(context).register(Storage.class);
  }

  private static String[] arguments(Settings settings) {
    var arguments = new ArrayList<String>();
    settings.given().forEach((name, value) -> arguments.add("--" + name + "=" + value));
    arguments.add("--spring.config.location=classpath:/application.yaml");
    if (settings.config() != null) {
      arguments.add("--spring.config.additional-location=" + settings.config().toUri());
    }
    return arguments.toArray(String[]::new);
  }
}
