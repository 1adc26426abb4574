package org.tastemaker.bench.algorithm;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;

/// Wall time and the processor time of all threads of this process, in seconds. Other work on the
/// machine lengthens the first much more than the second.
record Clock(double wall, double processor) {
  private static final double NANOS = 1e9;
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  static Clock now() {
    return new Clock(System.nanoTime() / NANOS, SYSTEM.getProcessCpuTime() / NANOS);
  }

  Clock since(Clock begun) {
    return new Clock(wall - begun.wall, processor - begun.processor);
  }

  /// The least of each.
  Clock least(Clock other) {
    return new Clock(Math.min(wall, other.wall), Math.min(processor, other.processor));
  }

  static Clock none() {
    return new Clock(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /// The least of so many times of some work, on any number of threads; processor time comes in
  /// steps of 10 ms.
  static Clock leastOf(int times, Runnable work) {
    return leastOf(times, work, Clock::now);
  }

  /// The same for work on this thread alone, to the nanosecond.
  static Clock leastAlone(int times, Runnable work) {
    return leastOf(times, work, Clock::ofThisThread);
  }

  private static Clock ofThisThread() {
    return new Clock(System.nanoTime() / NANOS, THREADS.getCurrentThreadCpuTime() / NANOS);
  }

  private static Clock leastOf(int times, Runnable work, Supplier<Clock> clock) {
    var least = none();
    for (int i = 0; i < times; i++) {
      var begun = clock.get();
      work.run();
      least = least.least(clock.get().since(begun));
    }
    return least;
  }

  /// The largest resident memory of this process so far, and the machine's load, for the end of a
  /// row; what the system does not tell is left out.
  static String circumstances() {
    var load = String.format(Locale.ROOT, "load %.1f", SYSTEM.getSystemLoadAverage());
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmHWM"))
          .map(line -> load + ", peak resident " + megabytes(line) + " MB")
          .findFirst()
          .orElse(load);
    } catch (IOException notLinux) {
      return load;
    }
  }

  private static long megabytes(String line) {
    return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
  }
}
