package org.tastemaker.server.http;

import java.util.Optional;
import java.util.UUID;
import org.tastemaker.server.access.Caller;

/// Who is signed in to the pages.
public interface PageSessions {
  /// Who a session belongs to; empty when it is over.
  Optional<Caller> callerOf(UUID session);
}
