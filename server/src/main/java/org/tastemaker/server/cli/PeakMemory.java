package org.tastemaker.server.cli;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;

/// The most heap that was in use at a time, garbage that nobody had collected yet included.
final class PeakMemory {
  private static final double MEGABYTE = 1 << 20;

  private final List<MemoryPoolMXBean> pools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .toList();

  PeakMemory() {}

  /// Begins to measure; what is garbage now does not count.
  void reset() {
    System.gc();
    pools.forEach(MemoryPoolMXBean::resetPeakUsage);
  }

  /// The most since the reset.
  double megabytes() {
    return pools.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() / MEGABYTE;
  }
}
