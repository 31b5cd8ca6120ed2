package dev.tandem.training.blas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class OpenBlasProductProperties {
  private final MatrixProduct product = new OpenBlasProduct();

  private static float[] random(Random random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  private static float[] transposed(float[] matrix, int rows, int columns) {
    float[] transposed = new float[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        transposed[j * rows + i] = matrix[i * columns + j];
      }
    }
    return transposed;
  }

  private static void check(int m, int n, int k, float[] a, float[] b, float[] old, float[] c) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = old[i * n + j];
        for (int l = 0; l < k; l++) {
          sum += (double) a[i * k + l] * b[l * n + j];
        }
        assertThat((double) c[i * n + j]).isCloseTo(sum, within(1e-5));
      }
    }
  }

  @Property(tries = 100)
  void allForms_agreeWithTheDefinition(
      @ForAll @IntRange(max = 20) int m,
      @ForAll @IntRange(min = 1, max = 20) int n,
      @ForAll @IntRange(min = 1, max = 40) int k,
      @ForAll long seed) {
    Random random = new Random(seed);
    float[] a = random(random, m * k);
    float[] b = random(random, k * n);
    float[] old = random(random, m * n);
    float[] none = new float[m * n];
    float[] c = old.clone();
    product.multiply(m, n, k, a, b, c);
    check(m, n, k, a, b, none, c);
    c = old.clone();
    product.addLeftTransposed(m, n, k, transposed(a, m, k), b, c);
    check(m, n, k, a, b, old, c);
    c = old.clone();
    product.multiplyRightTransposed(m, n, k, a, transposed(b, k, n), c);
    check(m, n, k, a, b, none, c);
    c = old.clone();
    product.addRightTransposed(m, n, k, a, transposed(b, k, n), c);
    check(m, n, k, a, b, old, c);
  }
}
