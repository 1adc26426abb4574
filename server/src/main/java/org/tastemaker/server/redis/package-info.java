/// Redis, where one is named: what several nodes must know at once and may forget, such as how
/// often somebody called, or a sign-in that is under way. Absent by default; everything works
/// without it, on each node for itself. Knows no feature.
@NullMarked
package org.tastemaker.server.redis;

import org.jspecify.annotations.NullMarked;
