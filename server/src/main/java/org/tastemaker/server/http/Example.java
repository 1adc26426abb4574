package org.tastemaker.server.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// An example for a route's documentation, shown in the OpenAPI description and Swagger UI. Every
/// operation has one; a test says so.
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Example {
  /// A body that the route takes, as JSON; empty for routes without one.
  String request() default "";

  /// What the route answers, as JSON; empty for routes that answer without a body.
  String response() default "";

  /// A request line to try, such as `GET /api/v1/items?kind=movie`; empty when it is obvious.
  String call() default "";
}
