/// The algorithms, each a record of its hyper-parameters that trains a model.
@NullMarked
package org.tastemaker.engine.algorithm;

import org.jspecify.annotations.NullMarked;
