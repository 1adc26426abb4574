/// Splits, metrics and their confidence: how good a model is, served as it will be.
@NullMarked
package org.tastemaker.engine.evaluation;

import org.jspecify.annotations.NullMarked;
