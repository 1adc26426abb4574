package org.tastemaker.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/// Makes a POST with an `Idempotency-Key` happen once: the same key and body again get the same
/// answer, the same key with another body 422, and of several at the same time one is executed
/// while the others wait for its answer (409 when that takes too long).
///
/// Key, work and answer are one transaction, which the route's own transactions join: after a crash
/// either all of it is there or nothing, and nothing is done twice. An answer of 400 and more
/// undoes the work and frees the key.
///
/// An answer that is shown once is not kept: who asks again is told that it was done (409).
final class Idempotency extends OncePerRequestFilter {
  static final String HEADER = "Idempotency-Key";
  private static final Pattern SANE = Pattern.compile("[\\x21-\\x7e]{1,255}");

  private final TransactionTemplate transactions;
  private final IdempotencyKeys keys;

  Idempotency(TransactionTemplate transactions, IdempotencyKeys keys) {
    this.transactions = transactions;
    this.keys = keys;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getHeader(HEADER) == null
        || !request.getMethod().equals("POST")
        || isOpen(request);
  }

  /// Ways to sign in: their answers hold tokens, which are not to be kept, and what is refused
  /// there must not be taken back with its transaction.
  private static boolean isOpen(HttpServletRequest request) {
    var route = RouteAccess.routeFoundFor(request);
    return route != null && RouteAccess.isOpen(route);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var key = request.getHeader(HEADER);
    if (!SANE.matcher(key).matches()) {
      throw ProblemException.invalid(HEADER, "A key is 1 to 255 printable ASCII characters.");
    }
    var repeatable = new RepeatableRequest(request);
    var buffered = new ContentCachingResponseWrapper(response);
    var failure = new Failure();
    transactions.executeWithoutResult(transaction -> {
      try {
        once(key, repeatable, buffered, chain, transaction);
      } catch (IOException | ServletException e) {
        transaction.setRollbackOnly();
        failure.exception = e;
      }
    });
    failure.rethrow();
    buffered.copyBodyToResponse();
  }

  private void once(
      String key,
      RepeatableRequest request,
      ContentCachingResponseWrapper response,
      FilterChain chain,
      TransactionStatus transaction)
      throws IOException, ServletException {
    var hash = hashOf(request);
    if (!claim(key, hash)) {
      repeat(keys.answerTo(key, hash), response);
      return;
    }
    chain.doFilter(request, response);
    if (response.getStatus() >= 400) {
      transaction.setRollbackOnly();
      return;
    }
    keys.complete(key, isShownOnce(request) ? IdempotencyKeys.Answer.NOT_KEPT : answer(response));
  }

  private static boolean isShownOnce(HttpServletRequest request) {
    var route = RouteAccess.routeFoundFor(request);
    return route != null && RouteAccess.annotated(route, ShownOnce.class).isPresent();
  }

  private static IdempotencyKeys.Answer answer(ContentCachingResponseWrapper response) {
    return new IdempotencyKeys.Answer(
        response.getStatus(),
        response.getContentType(),
        response.getHeader(HttpHeaders.LOCATION),
        new String(response.getContentAsByteArray(), StandardCharsets.UTF_8));
  }

  private boolean claim(String key, byte[] hash) {
    try {
      return keys.claim(key, hash);
    } catch (DataAccessException e) {
      if (IdempotencyKeys.isLockTimeout(e)) {
        throw new ProblemException(
            HttpStatus.CONFLICT,
            "idempotency-key-in-use",
            "A request with this Idempotency-Key is still being answered; try again in a moment.",
            List.of());
      }
      throw e;
    }
  }

  private static void repeat(IdempotencyKeys.Answer answer, ContentCachingResponseWrapper response)
      throws IOException {
    if (answer.equals(IdempotencyKeys.Answer.NOT_KEPT)) {
      throw ProblemException.conflict(
          "answer-shown-once",
          "This was done already, and its answer, which holds a secret, was shown that once. If it got lost, revoke what was made and ask with a new Idempotency-Key.");
    }
    response.setStatus(answer.status());
    response.setHeader("Idempotency-Replayed", "true");
    if (answer.contentType() != null) {
      response.setContentType(answer.contentType());
    }
    if (answer.location() != null) {
      response.setHeader(HttpHeaders.LOCATION, answer.location());
    }
    response.getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] hashOf(RepeatableRequest request) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var line = request.getRequestURI() + "?" + request.getQueryString() + "\n";
      digest.update(line.getBytes(StandardCharsets.UTF_8));
      return digest.digest(request.body());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256", e);
    }
  }

  /// Carries a checked exception out of the transaction.
  private static final class Failure {
    @org.jspecify.annotations.Nullable Exception exception;

    void rethrow() throws IOException, ServletException {
      switch (exception) {
        case null -> {}
        case IOException e -> throw e;
        case ServletException e -> throw e;
        case Exception e -> throw new IllegalStateException(e);
      }
    }
  }
}
