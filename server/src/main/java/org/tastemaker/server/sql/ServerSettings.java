package org.tastemaker.server.sql;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;

/// How the embedded PostgreSQL is set: safe in every crash, sized to the machine, ready for bulk
/// loads.
final class ServerSettings {

  private static final long MEGABYTE = 1 << 20;

  private ServerSettings() {}

  static Map<String, String> forThisMachine() {
    return forMachine(memory(), Runtime.getRuntime().availableProcessors());
  }

  /// `wal_level = minimal` keeps rows out of the write-ahead log that are loaded into a table made
  /// or emptied in the same transaction; nothing replicates from an embedded server, and its
  /// backups are logical.
  static Map<String, String> forMachine(long bytes, int cores) {
    long megabytes = bytes / MEGABYTE;
    var settings = new TreeMap<String, String>();
    settings.put("shared_buffers", clamp(megabytes / 8, 64, 512) + "MB");
    settings.put("effective_cache_size", clamp(megabytes / 2, 256, 65_536) + "MB");
    settings.put("maintenance_work_mem", clamp(megabytes / 16, 64, 512) + "MB");
    settings.put("work_mem", "16MB");
    settings.put("max_connections", "80");
    settings.put("max_worker_processes", Integer.toString(Math.max(8, cores)));
    settings.put("max_parallel_workers", Integer.toString(cores));
    settings.put("max_parallel_maintenance_workers", Integer.toString(Math.clamp(cores, 1, 4)));
    settings.put("autovacuum_max_workers", "2");
    settings.put("fsync", "on");
    settings.put("synchronous_commit", "on");
    settings.put("full_page_writes", "on");
    settings.put("wal_level", "minimal");
    settings.put("max_wal_senders", "0");
    settings.put("max_wal_size", "4GB");
    settings.put("min_wal_size", "256MB");
    settings.put("checkpoint_timeout", "15min");
    settings.put("random_page_cost", "1.1");
    settings.put("jit", "off");
    settings.put("client_connection_check_interval", "10s");
    settings.put("log_line_prefix", "%m [%p] ");
    settings.put("log_checkpoints", "off");
    settings.put("log_min_duration_statement", "10s");
    settings.put("log_parameter_max_length", "0");
    settings.put("log_parameter_max_length_on_error", "0");
    return settings;
  }

  private static long clamp(long value, long least, long most) {
    return Math.clamp(value, least, most);
  }

  private static long memory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 2048 * MEGABYTE;
  }
}
