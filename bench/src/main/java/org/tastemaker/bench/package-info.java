/// Data for benchmarks.
@NullMarked
package org.tastemaker.bench;

import org.jspecify.annotations.NullMarked;
