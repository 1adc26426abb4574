/// Who calls, and what they may do: every route says which permission it needs, or that it is open.
/// Words only; the door that asks for them is in `http`.
@NullMarked
package org.tastemaker.server.access;

import org.jspecify.annotations.NullMarked;
