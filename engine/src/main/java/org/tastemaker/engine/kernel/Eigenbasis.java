package org.tastemaker.engine.kernel;

/// The eigenvalues and eigenvectors of a symmetric matrix, by cyclic Jacobi rotations in double
/// precision (Carl Jacobi, 1846; the rotations as in Gene Golub, Charles Van Loan, "Matrix
/// Computations", 4th edition, 2013, section 8.5). A matrix that is nearly diagonal costs little.
/// O(order³) a sweep, a few sweeps.
///
/// @param values the eigenvalues, in no particular order
/// @param vectors order × order, row-major: row j is the eigenvector of value j
public record Eigenbasis(float[] values, float[] vectors) {
  private static final int SWEEPS = 30;
  private static final double NEGLIGIBLE = 1e-9;

  /// Decomposes a matrix whose upper triangle is read.
  public static Eigenbasis of(float[] matrix, int order) {
    var a = new double[order][order];
    var v = new double[order][order];
    for (int i = 0; i < order; i++) {
      v[i][i] = 1;
      for (int j = i; j < order; j++) {
        a[i][j] = matrix[i * order + j];
        a[j][i] = a[i][j];
      }
    }
    for (int sweep = 0; sweep < SWEEPS && sweep(a, v) > 0; sweep++) {}
    return packed(a, v);
  }

  private static Eigenbasis packed(double[][] a, double[][] v) {
    int order = a.length;
    var values = new float[order];
    var vectors = new float[order * order];
    for (int j = 0; j < order; j++) {
      values[j] = (float) a[j][j];
      for (int i = 0; i < order; i++) {
        vectors[j * order + i] = (float) v[j][i];
      }
    }
    return new Eigenbasis(values, vectors);
  }

  /// Rotates every pair once.
  ///
  /// @return how many pairs were not negligible
  private static int sweep(double[][] a, double[][] v) {
    int rotated = 0;
    for (int p = 0; p < a.length; p++) {
      for (int q = p + 1; q < a.length; q++) {
        double off = Math.abs(a[p][q]);
        if (off > NEGLIGIBLE * Math.sqrt(Math.abs(a[p][p] * a[q][q]))) {
          rotate(a, v, p, q);
          rotated++;
        }
      }
    }
    return rotated;
  }

  private static void rotate(double[][] a, double[][] v, int p, int q) {
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double tangent = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double cosine = 1 / Math.sqrt(tangent * tangent + 1);
    double sine = tangent * cosine;
    rotateRows(a[p], a[q], cosine, sine);
    rotateRows(v[p], v[q], cosine, sine);
    for (double[] row : a) {
      double left = row[p];
      row[p] = cosine * left - sine * row[q];
      row[q] = sine * left + cosine * row[q];
    }
  }

  private static void rotateRows(double[] left, double[] right, double cosine, double sine) {
    for (int i = 0; i < left.length; i++) {
      double old = left[i];
      left[i] = cosine * old - sine * right[i];
      right[i] = sine * old + cosine * right[i];
    }
  }
}
