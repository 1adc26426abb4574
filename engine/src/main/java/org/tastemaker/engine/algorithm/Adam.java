package org.tastemaker.engine.algorithm;

/// Numbers that are learnt, and what Adam keeps of them (Diederik Kingma, Jimmy Ba, "Adam: A Method
/// for Stochastic Optimization", ICLR 2015). Four floats a number.
final class Adam {
  private static final float KEPT_MEAN = 0.9f;
  private static final float KEPT_SQUARE = 0.999f;
  private static final float SMALLEST = 1e-8f;

  private final float[] values;
  private final float[] gradient;
  private final float[] means;
  private final float[] squares;

  Adam(float[] values) {
    this.values = values;
    gradient = new float[values.length];
    means = new float[values.length];
    squares = new float[values.length];
  }

  float[] values() {
    return values;
  }

  /// Where the next step's gradient is added up.
  float[] gradient() {
    return gradient;
  }

  /// How far a step goes: the rate and how many steps there were, this one included.
  record Stride(float rate, float meanShare, float squareShare) {
    static Stride of(double rate, int step) {
      return new Stride(
          (float) rate,
          (float) (1 / (1 - Math.pow(KEPT_MEAN, step))),
          (float) (1 / (1 - Math.pow(KEPT_SQUARE, step))));
    }
  }

  /// Steps against the gradient, and empties it. O(length).
  void step(int from, int length, Stride stride) {
    for (int i = from; i < from + length; i++) {
      float slope = gradient[i];
      means[i] = KEPT_MEAN * means[i] + (1 - KEPT_MEAN) * slope;
      squares[i] = KEPT_SQUARE * squares[i] + (1 - KEPT_SQUARE) * slope * slope;
      float size = (float) Math.sqrt(squares[i] * stride.squareShare) + SMALLEST;
      values[i] -= stride.rate * stride.meanShare * means[i] / size;
      gradient[i] = 0;
    }
  }
}
