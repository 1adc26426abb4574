/// What is learned from: interactions, one person's profile, ids, and how behaviour becomes
/// preference.
@NullMarked
package org.tastemaker.engine.data;

import org.jspecify.annotations.NullMarked;
