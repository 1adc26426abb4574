package org.tastemaker.server.training;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tastemaker.engine.model.ModelCodec;

/// The models that serve on this node, swapped whole when the pointer in the database moves. A
/// model that cannot be loaded leaves the one before in its place.
///
/// Nothing is loaded before the first call of [#of] or [#refresh].
public final class LiveModels {
  /// Sent when a pointer moved.
  static final String CHANNEL = "live_model";

  private static final Logger LOG = LoggerFactory.getLogger(LiveModels.class);

  private final ModelRows rows;
  private final ModelStore store;
  private final Set<Long> refused = new HashSet<>();
  private volatile @Nullable Map<ModelRole, PublishedModel> current;

  LiveModels(ModelRows rows, ModelStore store) {
    this.rows = rows;
    this.store = store;
  }

  /// The model of that role; empty while there is none.
  public Optional<PublishedModel> of(ModelRole role) {
    var models = current;
    return Optional.ofNullable((models == null ? firstLoad() : models).get(role));
  }

  private synchronized Map<ModelRole, PublishedModel> firstLoad() {
    var models = current;
    return models == null ? refresh() : models;
  }

  /// Loads what the pointers point to now, unless it is loaded.
  synchronized Map<ModelRole, PublishedModel> refresh() {
    var before = current;
    var after = new EnumMap<ModelRole, PublishedModel>(ModelRole.class);
    if (before != null) {
      after.putAll(before);
    }
    for (var live : rows.live()) {
      var serving = after.get(live.role());
      if (serving == null || serving.id() != live.id()) {
        load(live).ifPresent(model -> after.put(live.role(), model));
      }
    }
    current = after;
    return after;
  }

  private Optional<PublishedModel> load(TrainedModel live) {
    long begun = System.nanoTime();
    try {
      var model = published(live);
      refused.remove(live.id());
      LOG.info(
          "Model {} ({}, {} items) serves, loaded in {} ms",
          live.id(),
          live.role().label(),
          model.items().size(),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
      return Optional.of(model);
    } catch (RuntimeException unloadable) {
      if (refused.add(live.id())) {
        LOG.error("Model {} ({}) cannot serve", live.id(), live.role().label(), unloadable);
      }
      return Optional.empty();
    }
  }

  private PublishedModel published(TrainedModel live) {
    if (live.sha256() == null || live.bytes() == null) {
      throw new IllegalStateException("Model " + live.id() + " has no bytes.");
    }
    return store.read(
        new Blob(live.sha256(), live.bytes()),
        bytes ->
            new PublishedModel(
                live.id(),
                live.role(),
                AlgorithmJson.type(live.algorithm()),
                ModelCodec.read(bytes),
                ModelCodec.readItems(bytes)
                    .orElseThrow(() -> new IllegalStateException("A model without item ids.")),
                AlgorithmJson.preference(live.preference().toString()),
                live.trainedAt()));
  }
}
