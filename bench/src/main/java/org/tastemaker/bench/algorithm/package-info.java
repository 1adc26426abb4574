/// Whole algorithms and their kernels, timed against what the machine can do.
@NullMarked
package org.tastemaker.bench.algorithm;

import org.jspecify.annotations.NullMarked;
