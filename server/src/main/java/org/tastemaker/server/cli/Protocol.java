package org.tastemaker.server.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// How an evaluation is done. What each measures is written in `docs/quality.md`.
enum Protocol {
  RATING("RMSE,MAE"),
  TOPN("NDCG@10,NDCG@20,Recall@20,CappedRecall@20,HR@10,Coverage@20"),
  STRONG("NDCG@100,Recall@20,Recall@50,TestRecall@20,TestRecall@50"),
  LEAVE_ONE_OUT("HR@10,NDCG@10,FullHR@10,FullNDCG@10"),
  SEQUENCE("HR@10,NDCG@10,HR@100,NDCG@100"),
  SPLIT("RMSE,MAE,NDCG@10,Recall@10,HR@10,Coverage@10");

  private final String usual;

  Protocol(String usual) {
    this.usual = usual;
  }

  /// The metrics to show when nobody says which.
  List<String> usual() {
    return List.of(usual.split(","));
  }

  /// The protocol of that name, as in `leave-one-out`.
  ///
  /// @throws IllegalArgumentException with a sentence, when there is none
  static Protocol named(String name) {
    return Arrays.stream(values())
        .filter(protocol -> protocol.label().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no protocol %s. There are rating, topn, strong, leave-one-out, split, sequence."
                    .formatted(name)));
  }

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
