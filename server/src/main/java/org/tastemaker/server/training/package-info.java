/// From what people did to models that serve: reading the data, training, evaluating as served, the
/// gate, publishing and rolling back, and the live models of this node.
@NullMarked
package org.tastemaker.server.training;

import org.jspecify.annotations.NullMarked;
