/// The page at `/`: static files that talk to the JSON API.
@NullMarked
package org.tastemaker.server.web;

import org.jspecify.annotations.NullMarked;
