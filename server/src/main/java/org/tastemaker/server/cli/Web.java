package org.tastemaker.server.cli;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/// What the server has beyond the parts: Spring's web server where the settings say.
@EnableAutoConfiguration
class Web {
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> listening(ServerSettings settings) {
    return factory -> {
      factory.setPort(settings.port());
      factory.setAddress(settings.address());
    };
  }
}
