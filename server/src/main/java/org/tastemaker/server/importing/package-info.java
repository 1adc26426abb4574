/// Takes other systems' data in: recognises layouts, reads rows, reports what is wrong with them
/// and feeds catalogue and interactions in bulk.
@NullMarked
package org.tastemaker.server.importing;

import org.jspecify.annotations.NullMarked;
