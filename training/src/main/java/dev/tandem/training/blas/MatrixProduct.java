package dev.tandem.training.blas;

/**
 * Products of row-major matrices held in the front of arrays. An implementation may keep scratch
 * memory, so it is not thread-safe: each thread has its own.
 */
public interface MatrixProduct {

  /** {@code c = a b}: a is m x k, b is k x n, c is m x n. */
  void multiply(int m, int n, int k, float[] a, float[] b, float[] c);

  /** {@code c += transpose(a) b}: a is k x m, b is k x n, c is m x n. */
  void addLeftTransposed(int m, int n, int k, float[] a, float[] b, float[] c);

  /** {@code c = a transpose(b)}: a is m x k, b is n x k, c is m x n. */
  void multiplyRightTransposed(int m, int n, int k, float[] a, float[] b, float[] c);

  /** {@code c += a transpose(b)}: a is m x k, b is n x k, c is m x n. */
  void addRightTransposed(int m, int n, int k, float[] a, float[] b, float[] c);
}
