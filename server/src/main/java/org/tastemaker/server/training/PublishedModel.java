package org.tastemaker.server.training;

import java.time.Instant;
import org.tastemaker.engine.data.IdIndex;
import org.tastemaker.engine.data.PreferenceMapping;
import org.tastemaker.engine.model.Model;

/// A model that serves.
///
/// @param id its number in the history of models
/// @param algorithm the type of the algorithm that trained it
/// @param items our item ids ↔ the model's rows
/// @param preference how what people did became preference: a profile to fold in is made the same
///   way
public record PublishedModel(
    long id,
    ModelRole role,
    String algorithm,
    Model model,
    IdIndex items,
    PreferenceMapping preference,
    Instant trainedAt) {
  public PublishedModel {
    if (items.size() != model.items()) {
      throw new IllegalArgumentException(
          "Model %d has %d items and %d ids.".formatted(id, model.items(), items.size()));
    }
  }
}
