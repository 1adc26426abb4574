/// The one way of reading and writing JSON.
@NullMarked
package org.tastemaker.server.json;

import org.jspecify.annotations.NullMarked;
