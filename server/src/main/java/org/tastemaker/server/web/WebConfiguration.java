package org.tastemaker.server.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tastemaker.server.http.SignedCookies;

@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class WebConfiguration {
  @Bean
  Assets assets() {
    return new Assets();
  }

  /// The templates are classes of this package, made when the program is built.
  @Bean
  Pages pages(Assets assets, SignedCookies cookies) {
    var templates =
        TemplateEngine.createPrecompiled(
            null, ContentType.Html, Pages.class.getClassLoader(), Pages.class.getPackageName());
    return new Pages(templates, assets, cookies, Clock.systemUTC());
  }
}
