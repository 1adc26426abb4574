/// The foundation of everything that Tastemaker says over HTTP: who may ask (the API key and the
/// page's cookie), how errors look (problem details, always), correlation ids, body limits,
/// idempotent POSTs, cursors, the bounded queue in front of expensive work, health and the API's
/// description. Knows no feature.
@NullMarked
package org.tastemaker.server.http;

import org.jspecify.annotations.NullMarked;
