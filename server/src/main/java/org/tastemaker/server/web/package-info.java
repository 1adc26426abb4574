/// The pages, rendered by the server. They call the same facades as the JSON routes.
@NullMarked
package org.tastemaker.server.web;

import org.jspecify.annotations.NullMarked;
