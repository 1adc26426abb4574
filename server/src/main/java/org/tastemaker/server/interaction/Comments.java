package org.tastemaker.server.interaction;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// What people say of items: written, edited and deleted by them, reported by others, hidden and
/// shown by moderators.
public final class Comments implements PersonalData {

  /// Characters of a comment.
  public static final int LONGEST = 5_000;

  private final CommentRows rows;
  private final PersonRows persons;
  private final TransactionTemplate transactions;
  private final Clock clock;

  Comments(CommentRows rows, PersonRows persons, TransactionTemplate transactions, Clock clock) {
    this.rows = rows;
    this.persons = persons;
    this.transactions = transactions;
    this.clock = clock;
  }

  /// What is wrong with a text as a comment.
  public static Optional<String> complaint(String text) {
    return text.isEmpty() ? Optional.of("Say something first.") : Fields.complaint(text, LONGEST);
  }

  /// What came of what somebody wanted of a comment.
  public sealed interface Result {
    /// As it is now; as it was where it is deleted.
    record Done(Comment comment) implements Result {}

    /// There is none of that id, or the person is gone.
    record NotThere() implements Result {}

    /// It is somebody else's.
    record NotTheirs() implements Result {}

    /// It is their own.
    record TheirOwn() implements Result {}
  }

  /// Writes a comment, now.
  ///
  /// @param text at most [#LONGEST] characters
  public Result write(int person, int item, String text, @Nullable Integer actor) {
    return Objects.requireNonNull(
        transactions.execute(status -> {
          var held = persons.hold(List.of(person), List.of(item));
          var now = held.now(item);
          if (!held.has(person) || now.isEmpty()) {
            return new Result.NotThere();
          }
          var news =
              new CommentRows.News(
                  new Integer[] {person},
                  new Integer[] {now.getAsInt()},
                  new String[] {text},
                  new Long[] {Times.micros(clock.instant())});
          return done(rows.write(news, actor)[0]);
        }));
  }

  public Result edit(int id, int person, String text, @Nullable Integer actor) {
    return change(
        id,
        comment -> {
          if (comment.person() != person) {
            return new Result.NotTheirs();
          }
          if (!comment.text().equals(text)) {
            rows.edit(comment, text, clock.instant(), actor);
          }
          return done(id);
        });
  }

  public Result delete(int id, int person, @Nullable Integer actor) {
    return change(
        id,
        comment -> {
          if (comment.person() != person) {
            return new Result.NotTheirs();
          }
          rows.delete(comment, clock.instant(), actor);
          return new Result.Done(comment);
        });
  }

  /// Tells moderators of a comment.
  public Result report(int id, int reporter, ReportReason reason, @Nullable Integer actor) {
    return Objects.requireNonNull(
        transactions.execute(status ->
            !persons.hold(reporter)
                ? new Result.NotThere()
                : change(
                    id,
                    comment -> {
                      if (comment.person() == reporter) {
                        return new Result.TheirOwn();
                      }
                      if (comment.hidden()) {
                        return new Result.NotThere();
                      }
                      rows.report(comment, reporter, reason, clock.instant(), actor);
                      return new Result.Done(comment);
                    })));
  }

  /// Hides a comment or shows it again; its reports are settled by that.
  public Result moderate(int id, boolean hidden, @Nullable Integer moderator) {
    return change(
        id,
        comment -> {
          rows.moderate(comment, hidden, clock.instant(), moderator);
          return done(id);
        });
  }

  private Result change(int id, Function<Comment, Result> how) {
    return Objects.requireNonNull(
        transactions.execute(status -> rows.lock(id).map(how).orElseGet(Result.NotThere::new)));
  }

  private Result done(int id) {
    return rows.find(id).<Result>map(Result.Done::new).orElseGet(Result.NotThere::new);
  }

  public Optional<Comment> find(int id) {
    return rows.find(id);
  }

  /// Those of an item, newest first: what is hidden only for who wrote it.
  ///
  /// @param reader who reads; null: nobody that we know
  public List<Comment> of(int item, @Nullable Integer reader, int limit) {
    return rows.of(item, Integer.MAX_VALUE, reader, limit);
  }

  List<Comment> of(int item, int before, @Nullable Integer reader, int limit) {
    return rows.of(item, before, reader, limit);
  }

  /// Those with reports to settle, the oldest first.
  ///
  /// @param after go on behind this one
  public List<ReportedComment> reported(int after, int limit) {
    return rows.reported(after, limit);
  }

  @Override
  public String name() {
    return "comments";
  }

  /// Both.
  record Said(List<Comment> written, List<CommentRows.Report> reported) {}

  @Override
  public Said of(int person) {
    return new Said(rows.by(person), rows.reportsBy(person));
  }

  /// Goes with the person's own row.
  @Override
  public void erase(int person) {}
}
