/// What people propose for the catalogue, and what becomes of it: the table `proposal`.
@NullMarked
package org.tastemaker.server.proposal;

import org.jspecify.annotations.NullMarked;
