package org.tastemaker.engine.kernel;

/// The eigenvalues and eigenvectors of a symmetric matrix without negative eigenvalues, by
/// one-sided Jacobi rotations in double precision (Magnus Hestenes, "Inversion of Matrices by
/// Biorthogonalization and Related Results", 1958): rows are rotated in pairs until all are
/// orthogonal; their lengths are the eigenvalues. Eigenvalues below 10⁻⁸ of the largest are not
/// told apart. O(order³) a sweep, six to ten sweeps, fewer for a matrix that is nearly diagonal.
///
/// @param values the eigenvalues, in no particular order
/// @param vectors order × order, row-major: row j is the eigenvector of value j
public record Eigenbasis(float[] values, float[] vectors) {
  private static final int SWEEPS = 30;
  private static final double ORTHOGONAL = 1e-7;
  private static final double NOTHING = 1e-16;

  /// Decomposes a matrix whose upper triangle is read.
  public static Eigenbasis of(float[] matrix, int order) {
    var rows = new double[order][order];
    var vectors = new double[order][order];
    for (int i = 0; i < order; i++) {
      vectors[i][i] = 1;
      for (int j = i; j < order; j++) {
        rows[i][j] = matrix[i * order + j];
        rows[j][i] = rows[i][j];
      }
    }
    for (int sweep = 0; sweep < SWEEPS && rotateAll(rows, vectors); sweep++) {}
    return packed(rows, vectors);
  }

  private static Eigenbasis packed(double[][] rows, double[][] vectors) {
    int order = rows.length;
    var values = new float[order];
    var packed = new float[order * order];
    for (int j = 0; j < order; j++) {
      values[j] = (float) Math.sqrt(dot(rows[j], rows[j]));
      for (int i = 0; i < order; i++) {
        packed[j * order + i] = (float) vectors[j][i];
      }
    }
    return new Eigenbasis(values, packed);
  }

  /// Looks at every pair once.
  ///
  /// @return whether any was not orthogonal
  private static boolean rotateAll(double[][] rows, double[][] vectors) {
    var squares = new double[rows.length];
    double largest = 0;
    for (int p = 0; p < rows.length; p++) {
      squares[p] = dot(rows[p], rows[p]);
      largest = Math.max(largest, squares[p]);
    }
    boolean rotated = false;
    for (int p = 0; p < rows.length; p++) {
      for (int q = p + 1; q < rows.length; q++) {
        double product = dot(rows[p], rows[q]);
        double negligible = ORTHOGONAL * Math.sqrt(squares[p] * squares[q]) + NOTHING * largest;
        if (Math.abs(product) > negligible) {
          double theta = (squares[q] - squares[p]) / (2 * product);
          double tangent = Math.copySign(1 / (Math.abs(theta) + Math.hypot(theta, 1)), theta);
          rotate(rows[p], rows[q], tangent);
          rotate(vectors[p], vectors[q], tangent);
          squares[p] -= tangent * product;
          squares[q] += tangent * product;
          rotated = true;
        }
      }
    }
    return rotated;
  }

  private static void rotate(double[] left, double[] right, double tangent) {
    double cosine = 1 / Math.sqrt(tangent * tangent + 1);
    double sine = tangent * cosine;
    for (int i = 0; i < left.length; i++) {
      double old = left[i];
      left[i] = cosine * old - sine * right[i];
      right[i] = sine * old + cosine * right[i];
    }
  }

  /// Four sums, so that none waits for the last.
  private static double dot(double[] a, double[] b) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = 0;
    for (; i + 4 <= a.length; i += 4) {
      first += a[i] * b[i];
      second += a[i + 1] * b[i + 1];
      third += a[i + 2] * b[i + 2];
      fourth += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      first += a[i] * b[i];
    }
    return first + second + third + fourth;
  }
}
