package org.tastemaker.server.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a route whose answer holds a secret that is told once: it is kept nowhere, not even for who
/// asks again with the same `Idempotency-Key`.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ShownOnce {}
