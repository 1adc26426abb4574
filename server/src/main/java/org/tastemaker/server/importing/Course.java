package org.tastemaker.server.importing;

import java.util.List;
import java.util.function.LongConsumer;
import org.tastemaker.server.importing.ImportListener.Progress;

/// The course of one import over all its files: tells the listener how far it is, and the readers
/// whether to stop.
final class Course {
  private static final int EVERY = 1024;

  private final ImportListener listener;
  private final long allBytes;
  private long bytesBefore;
  private long bytes;
  private long rows;
  private String file = "";
  private volatile boolean stopped;

  Course(ImportListener listener, List<FilePlan> files) {
    this.listener = listener;
    this.allBytes = Math.max(1, files.stream().mapToLong(plan -> plan.file().size()).sum());
  }

  /// Begins a file; what is returned hears how many of its bytes have been read.
  LongConsumer begin(InputFile input) {
    file = input.name();
    bytes = 0;
    return read -> bytes = read;
  }

  /// A row more has been read.
  void row() {
    if (++rows % EVERY == 0) {
      tell();
    }
  }

  /// A file has been read, or need not be.
  void end(InputFile input) {
    bytesBefore += input.size();
    bytes = 0;
    tell();
  }

  private void tell() {
    double share = Math.min(1, (bytesBefore + bytes) / (double) allBytes);
    var progress = new Progress(file, share, rows);
    listener.progressed(progress);
    if (!stopped && listener.wantsStop(progress)) {
      stop();
    }
  }

  /// Asks the import to end after what it is writing.
  void stop() {
    stopped = true;
    listener.stopping();
  }

  boolean stopped() {
    return stopped;
  }
}
