package org.tastemaker.server.interaction;

import java.util.List;

/// A comment with reports that no moderator has settled.
///
/// @param reasons of the reports, one each
public record ReportedComment(Comment comment, List<ReportReason> reasons) {
  public ReportedComment {
    reasons = List.copyOf(reasons);
  }
}
