/// The database: an embedded PostgreSQL or an outside one, its migrations, connections,
/// notifications and backups.
@NullMarked
package org.tastemaker.server.sql;

import org.jspecify.annotations.NullMarked;
