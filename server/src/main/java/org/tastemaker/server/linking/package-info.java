/// Signing in by accounts that people have elsewhere, and linking such accounts to one here.
@NullMarked
package org.tastemaker.server.linking;

import org.jspecify.annotations.NullMarked;
