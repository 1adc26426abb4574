import org.jspecify.annotations.NullMarked;

/// Recommendation algorithms, the models they train and the evaluation of both. Pure: no files,
/// sockets, environment, logger or framework.
@NullMarked
module org.tastemaker.engine {
  requires static jdk.incubator.vector;
  requires static transitive org.jspecify;

  exports org.tastemaker.engine.algorithm;
  exports org.tastemaker.engine.data;
  exports org.tastemaker.engine.evaluation;
  exports org.tastemaker.engine.kernel;
  exports org.tastemaker.engine.model;
}
