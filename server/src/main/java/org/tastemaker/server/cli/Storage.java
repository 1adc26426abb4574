package org.tastemaker.server.cli;

import org.springframework.context.annotation.Bean;
import org.tastemaker.server.sql.DataFolder;
import org.tastemaker.server.sql.Database;

/// The data folder and the database that the settings name.
class Storage {
  @Bean
  DataFolder dataFolder(ServerSettings settings) {
    return DataFolder.open(settings.data());
  }

  @Bean
  Database database(DataFolder folder, DatabaseSettings settings) {
    if (settings.url() != null) {
      throw new SettingsException("An outside database is not possible yet.");
    }
    return Database.embedded(folder);
  }
}
