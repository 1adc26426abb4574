package org.tastemaker.engine.algorithm;

import org.tastemaker.engine.kernel.Kernels;

/// People as factors and biases, `r = μ + b_u + b_i + p·q`. A score costs O(k).
///
/// @param p people × k, row-major
/// @param q items × k, row-major
record FactorPeople(int k, float mean, float[] userBias, float[] itemBias, float[] p, float[] q)
    implements LearntPeople {
  @Override
  public float score(int user, int item, long second) {
    return mean + userBias[user] + itemBias[item] + Kernels.dot(p, user * k, q, item * k, k);
  }

  @Override
  public void score(int user, float[] scores) {
    for (int item = 0; item < itemBias.length; item++) {
      scores[item] = score(user, item, NO_TIME);
    }
  }
}
