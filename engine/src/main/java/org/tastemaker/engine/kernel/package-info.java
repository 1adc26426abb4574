/// Loops over plain arrays that everything slow is made of, with the Vector API where it is there.
@NullMarked
package org.tastemaker.engine.kernel;

import org.jspecify.annotations.NullMarked;
