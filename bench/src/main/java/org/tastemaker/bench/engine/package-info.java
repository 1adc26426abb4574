/// Benchmarks of the engine's kernels and of a request's way through it.
@NullMarked
package org.tastemaker.bench.engine;

import org.jspecify.annotations.NullMarked;
