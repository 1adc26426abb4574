package org.tastemaker.server.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a route, or a class of routes: by which limit it is counted. Without it, what changes nothing
/// is a read and everything else a write.
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Limited {
  RouteClass value();
}
