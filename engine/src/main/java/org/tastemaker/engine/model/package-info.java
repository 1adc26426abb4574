/// Trained models. They hold items only; a person is folded in when they ask.
@NullMarked
package org.tastemaker.engine.model;

import org.jspecify.annotations.NullMarked;
