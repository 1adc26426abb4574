package org.tastemaker.server.importing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How imports work.
///
/// @param chunkRows how many rows of a file are taken in one transaction; more when one person has
///   them, at most twice as many
@ConfigurationProperties("tastemaker.importing")
record ImportingSettings(@DefaultValue("150000") int chunkRows) {
  ImportingSettings {
    if (chunkRows < 1 || chunkRows > 1_000_000) {
      throw new IllegalArgumentException("chunk-rows is from 1 to 1000000, not " + chunkRows);
    }
  }
}
