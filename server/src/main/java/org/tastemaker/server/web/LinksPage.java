package org.tastemaker.server.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.linking.Link;
import org.tastemaker.server.linking.ProviderPages.Offer;

/// The accounts elsewhere by which somebody signs in.
///
/// @param offers of whom none is linked
/// @param error why one is here again
record LinksPage(List<Linked> links, List<Offer> offers, @Nullable String error) implements Page {

  /// @param label the provider's name as people read it
  record Linked(String label, Link link) {}
}
