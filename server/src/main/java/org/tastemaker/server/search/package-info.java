/// Finding items by what people type, and what they searched for.
@NullMarked
package org.tastemaker.server.search;

import org.jspecify.annotations.NullMarked;
