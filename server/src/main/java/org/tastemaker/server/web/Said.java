package org.tastemaker.server.web;

import org.jspecify.annotations.Nullable;
import org.tastemaker.server.interaction.Comment;

/// A comment as the page of its item shows it.
///
/// @param by who wrote it, as far as they show themselves
/// @param mine whether the reader did
/// @param hidden by a moderator
record Said(
    int id, String by, String text, boolean mine, boolean hidden, boolean edited, Moment written) {

  static Said of(Comment comment, @Nullable Integer reader) {
    boolean mine = reader != null && reader == comment.person();
    var author = comment.author();
    return new Said(
        comment.id(),
        mine ? "You" : author == null ? "Somebody" : author,
        comment.text(),
        mine,
        comment.hidden(),
        comment.editedAt() != null,
        new Moment(comment.writtenAt()));
  }
}
