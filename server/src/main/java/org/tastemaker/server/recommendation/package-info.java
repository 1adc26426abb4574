/// What to try next, and why: candidates → filter → rank → diversify → explain, and the lists
/// around it (similar, popular, predictions, from a basket).
@NullMarked
package org.tastemaker.server.recommendation;

import org.jspecify.annotations.NullMarked;
