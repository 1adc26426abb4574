package org.tastemaker.server.linking;

import java.net.http.HttpClient;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/// The way to providers: it waits for no longer than it is told, and follows no redirects. Made
/// when somebody first goes it.
final class Outbound {
  private final LinkingSettings settings;
  private @Nullable ClientHttpRequestFactory requests;

  Outbound(LinkingSettings settings) {
    this.settings = settings;
  }

  private synchronized ClientHttpRequestFactory requests() {
    if (requests == null) {
      var client =
          HttpClient.newBuilder()
              .connectTimeout(settings.connect())
              .followRedirects(HttpClient.Redirect.NEVER)
              .build();
      var made = new JdkClientHttpRequestFactory(client);
      made.setReadTimeout(settings.answer());
      requests = made;
    }
    return requests;
  }

  /// For documents.
  RestClient client() {
    return RestClient.create(new RestTemplate(requests()));
  }

  /// For token endpoints, whose errors have a form of their own.
  RestClient tokenClient() {
    return RestClient.builder()
        .requestFactory(requests())
        .configureMessageConverters(converters ->
            converters
                .registerDefaults()
                .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
        .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
        .build();
  }

  /// For those of Spring Security's parts that take no other.
  RestTemplate template() {
    return new RestTemplate(requests());
  }
}
