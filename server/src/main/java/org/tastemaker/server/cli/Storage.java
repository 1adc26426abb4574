package org.tastemaker.server.cli;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.tastemaker.server.sql.DataFolder;
import org.tastemaker.server.sql.Database;
import org.tastemaker.server.sql.DatabaseOptions;

/// The data folder and the database that the settings name. A server owns its database, a command
/// shares the one of a running server.
class Storage {
  @Bean
  DataFolder dataFolder(ServerSettings settings) {
    return DataFolder.open(settings.data());
  }

  @Bean
  Database database(ApplicationContext context, ServerSettings server, DatabaseSettings settings) {
    var options = DatabaseOptions.of(server.data(), settings.url(), settings.password());
    return context instanceof WebServerApplicationContext
        ? Database.serve(options.forServing())
        : Database.attach(options);
  }
}
