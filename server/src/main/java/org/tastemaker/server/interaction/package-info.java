/// What people did: ratings, plays, views, purchases, installs and declines, each in the log and in
/// the tables that hold how things stand. [Ratings] and [Interactions] write, [Histories] reads
/// what a recommendation needs of a person, [BulkRatings] takes whole files, [Replay] rebuilds the
/// tables from the log.
@NullMarked
package org.tastemaker.server.interaction;

import org.jspecify.annotations.NullMarked;
