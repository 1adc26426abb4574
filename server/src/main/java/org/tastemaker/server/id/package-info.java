/// How items and people are named: ids of ours, and outside ids that are unique per source.
@NullMarked
package org.tastemaker.server.id;

import org.jspecify.annotations.NullMarked;
