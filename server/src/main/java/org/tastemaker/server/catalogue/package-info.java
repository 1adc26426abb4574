/// The catalogue: items of every kind, how they are described and found. [Catalogue] writes,
/// [LiveCatalogue] holds the [CatalogueIndex] that everything reads from; the database is the
/// truth.
@NullMarked
package org.tastemaker.server.catalogue;

import org.jspecify.annotations.NullMarked;
