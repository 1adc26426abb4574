package org.tastemaker.server.http;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Adapter;
import org.apache.coyote.Constants;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.jspecify.annotations.Nullable;

/// Tomcat's HTTP, with an end to its patience. Tomcat itself waits for the next byte, however
/// often: who sends one every few seconds holds a connection for hours. Here the whole header, and
/// a body whose length was announced, must have come within a time, or the connection is closed.
/// Tomcat makes it by its name.
public final class PatientProtocol extends Http11NioProtocol {
  private static final long LOOKS_EVERY = 500;
  private static final Duration AFTER_THE_BODY_LIMIT = Duration.ofSeconds(2);

  private Duration header = Duration.ofSeconds(10);
  private Duration body = Duration.ofSeconds(30);
  private @Nullable ScheduledFuture<?> looks;
  private Map<OfOneConnection, Long> lateBefore = Map.of();

  /// Tomcat keeps some and forgets others.
  private final Set<OfOneConnection> processors =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  void patience(Duration forHeader, Duration forBody) {
    header = forHeader;
    body = forBody.plus(AFTER_THE_BODY_LIMIT);
    setConnectionTimeout(Math.toIntExact(forHeader.toMillis()));
  }

  @Override
  public void start() throws Exception {
    super.start();
    looks =
        getUtilityExecutor()
            .scheduleWithFixedDelay(
                this::closeLate, LOOKS_EVERY, LOOKS_EVERY, TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() throws Exception {
    var running = looks;
    if (running != null) {
      running.cancel(false);
    }
    super.stop();
  }

  @Override
  protected Processor createProcessor() {
    var processor = new OfOneConnection(this, getAdapter());
    processors.add(processor);
    return processor;
  }

  /// Closes what was late the last time too: a request that just ends may look late for a moment.
  private void closeLate() {
    var late = new HashMap<OfOneConnection, Long>();
    for (var processor : List.copyOf(processors)) {
      if (isLate(processor, processor.getRequest())) {
        late.put(processor, processor.getRequest().getStartTimeNanos());
      }
    }
    late.forEach((processor, begun) -> {
      if (begun.equals(lateBefore.get(processor))) {
        processor.hangUp();
      }
    });
    lateBefore = late;
  }

  private boolean isLate(Processor processor, Request request) {
    long begun = request.getStartTimeNanos();
    if (begun < 0 || processor.isAsync() || processor.isUpgrade()) {
      return false; // between two requests, or answering
    }
    var took = Duration.ofNanos(System.nanoTime() - begun);
    return switch (request.getRequestProcessor().getStage()) {
      // a header that is not whole waits for more in the last of these
      case Constants.STAGE_PARSE, Constants.STAGE_KEEPALIVE, Constants.STAGE_ENDED ->
          took.compareTo(header) > 0;
      case Constants.STAGE_SERVICE, Constants.STAGE_ENDINPUT ->
          request.getBytesRead() < request.getContentLengthLong()
              && took.compareTo(BodyLimit.allowed(body, request.getBytesRead())) > 0;
      default -> false;
    };
  }

  private static final class OfOneConnection extends Http11Processor {
    OfOneConnection(AbstractHttp11Protocol<?> protocol, Adapter adapter) {
      super(protocol, adapter);
    }

    void hangUp() {
      var socket = getSocketWrapper();
      if (socket != null) {
        socket.close();
      }
    }
  }
}
