package org.tastemaker.server.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tastemaker.server.linking.ProviderPages.Offer;

/// @param login what was typed
/// @param next where to go from here
/// @param error why one is here again
/// @param offers by whom one may sign in besides
record LoginPage(String login, String next, @Nullable String error, List<Offer> offers)
    implements Page {}
