/// The log of everything that changed except interactions, and the one order that both logs share.
@NullMarked
package org.tastemaker.server.event;

import org.jspecify.annotations.NullMarked;
