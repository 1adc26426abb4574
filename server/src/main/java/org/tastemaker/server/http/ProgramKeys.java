package org.tastemaker.server.http;

import java.util.Optional;
import org.tastemaker.server.access.Caller;

/// Keys of programs that some part of the server keeps.
public interface ProgramKeys {

  /// The caller behind a key; empty when it is none of these, or no longer good.
  Optional<Caller> callerOf(String key);
}
