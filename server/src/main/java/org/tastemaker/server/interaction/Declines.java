package org.tastemaker.server.interaction;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tastemaker.server.id.OurId;

/// "Not for me": what somebody declines is not recommended to them until they take it back. Each
/// call is one transaction.
public final class Declines {

  private static final int FEW = 8;

  private final JdbcClient jdbc;
  private final InteractionBatches batches;
  private final DeclineReasons reasons;

  Declines(JdbcClient jdbc, InteractionBatches batches, DeclineReasons reasons) {
    this.jdbc = jdbc;
    this.batches = batches;
    this.reasons = reasons;
  }

  /// What an item can be declined for, of each word the first few that it can mean: the first
  /// actors, not the whole cast.
  public List<DeclineReason> reasons(int item) {
    return reasons.choices(item).stream()
        .flatMap(choice ->
            choice.values() == null
                ? Stream.of(new DeclineReason(choice.reason(), null))
                : choice.values().stream()
                    .limit(FEW)
                    .map(value -> new DeclineReason(choice.reason(), value)))
        .toList();
  }

  /// A decline that stands.
  public record Entry(int item, List<DeclineReason> reasons, Instant occurredAt) {}

  /// What somebody declined, the newest first.
  public List<Entry> entries(int person) {
    return jdbc.sql(
            """
            select item, occurred_at, %s as details from decline
            where person = :person and not withdrawn
            order by occurred_at desc, item
            """
                .formatted(DeclineReasons.told("reasons")))
        .param("person", person)
        .query((row, _) ->
            new Entry(
                row.getInt("item"),
                DeclineReasons.read(row, "details"),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant()))
        .list();
  }

  /// Declines an item, now.
  ///
  /// @param reasons why, in the words of the item's kind
  /// @return `DECLINED`, `UNCHANGED` where it was already, `NO_SUCH_USER`, `NO_SUCH_ITEM` or
  ///   `NO_SUCH_REASON`
  public Outcome decline(int person, int item, List<DeclineReason> reasons) {
    return take(person, item, new Act.Decline(reasons));
  }

  /// Takes a decline back, now.
  ///
  /// @return `WITHDRAWN`, `UNCHANGED` where there was none, or `NO_SUCH_USER`
  public Outcome takeBack(int person, int item) {
    return take(person, item, new Act.Withdrawal(Act.Matter.DECLINE));
  }

  private Outcome take(int person, int item, Act act) {
    var told = new Interaction(new OurId(person), new OurId(item), act, null);
    return batches.take(List.of(told), true, person)[0];
  }
}
