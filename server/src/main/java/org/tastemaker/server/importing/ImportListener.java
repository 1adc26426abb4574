package org.tastemaker.server.importing;

/// Hears how an import gets on.
public interface ImportListener {
  /// A listener that hears nothing.
  ImportListener SILENT = progress -> {};

  /// Comes every few thousand rows, from the thread that reads.
  void progressed(Progress progress);

  /// Whether the import should end after what it is writing.
  default boolean wantsStop(Progress progress) {
    return false;
  }

  /// The import was asked to stop and will do so after what it is writing. May come from another
  /// thread.
  default void stopping() {}

  /// How far the import is.
  ///
  /// @param share of all bytes that are to be read, from 0 to 1
  /// @param rows read so far, over all files
  record Progress(String file, double share, long rows) {}
}
