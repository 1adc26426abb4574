package org.tastemaker.server.http;

import jakarta.servlet.Filter;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.convert.converter.Converter;
import org.springframework.format.FormatterRegistry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.filter.UrlHandlerFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.tastemaker.server.id.Reference;
import org.tastemaker.server.redis.Redis;
import org.tastemaker.server.redis.WithRedis;
import org.tastemaker.server.sql.DataFolder;
import tools.jackson.databind.json.JsonMapper;

/// The chain that every request goes through, outermost first: whom proxies ask for, correlation
/// id, security headers, problems, other origins, trailing slash, who calls and whether they may,
/// body limit, idempotency; then the routes.
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
@EnableWebSecurity
class HttpConfiguration {
  private static final int MOST_PARAMETERS = 200;

  @Bean
  ApiKey apiKey(DataFolder folder, OperatorSettings settings) {
    var file = folder.path().resolve("api-key");
    var given = settings.key();
    return given == null ? ApiKey.in(file) : ApiKey.kept(file, given);
  }

  @Bean
  ProblemEdge problemEdge(JsonMapper json, ObjectProvider<ProblemPages> pages) {
    return new ProblemEdge(json, pages);
  }

  @Bean
  FilterRegistrationBean<Filter> proxyFilter(HttpSettings settings) {
    return filter(
        new ProxyFilter(new Proxies(settings.trustedRanges(), settings.forwardedHeader())), 0);
  }

  @Bean
  FilterRegistrationBean<Filter> correlationFilter() {
    return filter(new Correlation(), 1);
  }

  @Bean
  FilterRegistrationBean<Filter> securityHeaders(HttpSettings settings) {
    return filter(new SecurityHeaders(settings.hsts()), 2);
  }

  @Bean
  FilterRegistrationBean<Filter> problemFilter(ProblemEdge edge) {
    return filter(new ProblemFilter(edge), 3);
  }

  @Bean
  FilterRegistrationBean<Filter> crossOrigin(HttpSettings settings) {
    return filter(new CrossOrigin(settings.allowedOrigins()), 4);
  }

  @Bean
  FilterRegistrationBean<Filter> trailingSlashFilter() {
    return filter(UrlHandlerFilter.trailingSlashHandler("/**").wrapRequest().build(), 5);
  }

  /// On this node alone: an address that tries keys here does not lose its way in elsewhere.
  @Bean
  FilterRegistrationBean<Filter> failureFilter(LimitSettings settings, Refusals refusals) {
    var limits = new RateLimits(Optional.empty());
    return filter(new FailureFilter(limits, settings.failures(), refusals), 6);
  }

  @Bean
  FilterRegistrationBean<Filter> limitFilter(
      ObjectProvider<Redis> redis, LimitSettings settings, Refusals refusals) {
    var limits = new RateLimits(Optional.ofNullable(redis.getIfAvailable()));
    return filter(new LimitFilter(limits, settings, refusals), 8);
  }

  @Bean
  Door door(
      List<ProgramKeys> keys,
      ObjectProvider<RequestMappingHandlerMapping> routes,
      JwtDecoder tokens,
      Converter<Jwt, CallerToken> callers,
      PageSessions sessions,
      PageCookie cookie,
      SignedCookies cookies,
      Seal seal) {
    return new Door(
        new ApiKeyFilter(keys),
        new RouteAccess(routes),
        tokens,
        callers,
        new PageSessionFilter(cookie, sessions),
        cookie,
        new PageCsrf(seal, cookies, cookie));
  }

  @Bean
  SignedCookies signedCookies(Seal seal) {
    return new SignedCookies(seal);
  }

  @Bean
  PageCookie pageCookie(SignedCookies cookies) {
    return new PageCookie(cookies);
  }

  @Bean
  @Order(0)
  SecurityFilterChain pageChain(HttpSecurity http, Door door) {
    return door.forPages(http);
  }

  @Bean
  @Order(1)
  SecurityFilterChain cookieChain(HttpSecurity http, Door door) {
    return door.forCookies(http);
  }

  @Bean
  @Order(2)
  SecurityFilterChain otherChain(HttpSecurity http, Door door) {
    return door.forOthers(http);
  }

  @Bean
  FilterRegistrationBean<Filter> securityFilter(
      @Qualifier("springSecurityFilterChain") Filter security) {
    return filter(security, 7);
  }

  @Bean
  RouteCheck routeCheck(
      @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping routes) {
    return new RouteCheck(routes);
  }

  @Bean
  FilterRegistrationBean<Filter> bodyLimit(HttpSettings settings) {
    return filter(new BodyLimit(settings), 9);
  }

  @Bean
  FilterRegistrationBean<Filter> idempotency(
      TransactionTemplate transactions, JdbcClient jdbc, HttpSettings settings) {
    return filter(new Idempotency(transactions, new IdempotencyKeys(jdbc, settings)), 10);
  }

  private static FilterRegistrationBean<Filter> filter(Filter filter, int place) {
    var registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 100 + place);
    return registration;
  }

  @Bean
  HealthCheck databaseCheck(JdbcClient jdbc) {
    return new DatabaseCheck(jdbc);
  }

  @Bean
  @WithRedis
  HealthCheck redisCheck(Redis redis) {
    return new RedisCheck(redis);
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTomcat() {
    return factory ->
        factory.addContextCustomizers(context ->
            ((org.apache.catalina.core.StandardHost) context.getParent())
                .setErrorReportValveClass(ProblemValve.class.getName()));
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> limitsOfTomcat(HttpSettings settings) {
    var limits = settings.connections();
    return factory -> {
      factory.setProtocol(PatientProtocol.class.getName());
      factory.addConnectorCustomizers(connector -> {
        connector.setMaxParameterCount(MOST_PARAMETERS);
        if (connector.getProtocolHandler() instanceof PatientProtocol protocol) {
          protocol.patience(limits.headerTimeout(), limits.bodyTimeout());
          protocol.setMaxConnections(limits.most());
          protocol.setMaxHttpRequestHeaderSize(Math.toIntExact(limits.largestHeader().toBytes()));
        }
      });
    };
  }

  @Bean
  WebMvcConfigurer parameters() {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new KnownParameters());
      }

      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerArgument());
      }

      @Override
      public void addFormatters(FormatterRegistry registry) {
        ApplicationConversionService.addApplicationConverters(registry);
        registry.addConverter(String.class, Reference.class, Reference::parse);
      }
    };
  }
}
