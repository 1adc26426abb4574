# syntax=docker/dockerfile:1
# Two images from one build: `server` (the API, and with the command `worker` the training) and
# `proxy` (Nginx with the static files).
#
#   docker build --target server --tag tastemaker .
#   docker run --publish 127.0.0.1:8000:8000 --volume tastemaker:/data tastemaker

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /source
COPY pom.xml ./
COPY .mvn .mvn
COPY engine engine
COPY server server
COPY bench/pom.xml bench/
COPY browser-tests/pom.xml browser-tests/
COPY deploy/nginx deploy/nginx
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q -Dquick -Dmaven.test.skip=true -pl server -am package
RUN deploy/nginx/lay-out server/src/main/resources/web/assets /static
# A Java with what the server uses and no compiler.
RUN jlink --output /java --strip-debug --no-header-files --no-man-pages --generate-cds-archive \
    --add-modules java.se,jdk.crypto.ec,jdk.incubator.vector,jdk.jcmd,jdk.jfr,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.nio.mapmode,jdk.unsupported,jdk.zipfs

FROM debian:13-slim AS server
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates curl tzdata \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --user-group --home-dir /home/tastemaker --create-home tastemaker \
    && install -d -o tastemaker -g tastemaker -m 700 /data \
    && install -d -o tastemaker -g tastemaker -m 755 /cache
COPY --from=build /java /java
COPY --from=build /source/server/target/app /app
COPY deploy/make-secrets /app/make-secrets
USER tastemaker
ENV LANG=C.UTF-8 \
    TASTEMAKER_DATA=/data \
    TASTEMAKER_ADDRESS=0.0.0.0
# Makes later starts quick; where it cannot be made, they are merely slower.
RUN TASTEMAKER_ADDRESS=127.0.0.1 TMPDIR=/cache /java/bin/java --add-modules jdk.incubator.vector \
    --enable-native-access=ALL-UNNAMED -XX:MaxRAMPercentage=45 -XX:+ExitOnOutOfMemoryError \
    -Djava.io.tmpdir=/cache -XX:AOTCacheOutput=/cache/classes.aot -jar /app/tastemaker.jar rehearse \
    || echo "No cache of classes: starts take longer."; \
    find /cache -mindepth 1 ! -name classes.aot -delete
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --start-interval=1s --retries=3 \
    CMD ["curl", "--fail", "--silent", "--output", "/dev/null", "http://127.0.0.1:8000/api/v1/health/ready"]
# JDK_JAVA_OPTIONS adds to these, such as -Xmx4g.
ENTRYPOINT ["/java/bin/java", "--add-modules", "jdk.incubator.vector", \
    "--enable-native-access=ALL-UNNAMED", "-XX:MaxRAMPercentage=45", "-XX:+ExitOnOutOfMemoryError", \
    "-XX:AOTCache=/cache/classes.aot", "-Xlog:aot=off", "-Xlog:cds=off", "-jar", "/app/tastemaker.jar"]
CMD ["serve"]

FROM debian:13-slim AS proxy
RUN apt-get update \
    && apt-get install -y --no-install-recommends curl nginx-light openssl \
    && rm -rf /var/lib/apt/lists/*
COPY deploy/nginx/start deploy/nginx/nginx.conf /app/
COPY --from=build /static /static
EXPOSE 8080 443
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s --retries=3 \
    CMD ["curl", "--fail", "--silent", "--output", "/dev/null", "http://127.0.0.1:8080/up"]
ENTRYPOINT ["/app/start"]
