package org.tastemaker.server.training;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One model of the history: how it was trained, how good it is, what became of it.
///
/// @param algorithm the algorithm's record
/// @param selection how the algorithm was chosen; null where there was nothing to choose
/// @param preference how what people did became preference
/// @param logPosition up to where the logs count in it, at least
/// @param people how many people it learned from
/// @param metrics its measures on held-out interactions; empty when there were too few to measure
/// @param accepted whether the gate let it pass
/// @param verdict why, in a sentence
/// @param sha256 the hash of its bytes; null for a refused one, which has none
/// @param job the job that trained it
/// @param live whether it serves now
/// @param stored whether its bytes are still kept, so that it can serve again
public record TrainedModel(
    long id,
    ModelRole role,
    JsonNode algorithm,
    @Nullable Selection selection,
    JsonNode preference,
    long logPosition,
    long seed,
    int people,
    int items,
    long interactions,
    List<Measured> metrics,
    boolean accepted,
    String verdict,
    @Nullable String sha256,
    @Nullable Long bytes,
    @Nullable Long job,
    Instant trainedAt,
    boolean live,
    boolean stored) {
  public TrainedModel {
    metrics = List.copyOf(metrics);
  }
}
