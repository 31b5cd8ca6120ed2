package dev.tandem.training.check;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Products of matrices. */
final class MatrixOperators {
  private MatrixOperators() {}

  static void addTo(Map<String, GraphOperator> operators) {
    operators.put("MatMul", (in, attributes) -> product(in.get(0), in.get(1)));
    operators.put("Gemm", MatrixOperators::gemm);
  }

  /** The product over the last two axes, repeating the axes before them where they are 1. */
  private static DoubleTensor product(DoubleTensor a, DoubleTensor b) {
    if (a.rank() < 2 || b.rank() < 2) {
      throw new IllegalArgumentException(
          "MatMul of shapes %s and %s, allowed: matrices"
              .formatted(Arrays.toString(a.shape()), Arrays.toString(b.shape())));
    }
    int m = a.shape()[a.rank() - 2];
    int k = a.shape()[a.rank() - 1];
    int n = b.shape()[b.rank() - 1];
    if (b.shape()[b.rank() - 2] != k) {
      throw new IllegalArgumentException(
          "MatMul of shapes %s and %s"
              .formatted(Arrays.toString(a.shape()), Arrays.toString(b.shape())));
    }
    int[] outer = outer(a).combine(outer(b), (x, y) -> 0).shape();
    int[] shape = Arrays.copyOf(outer, outer.length + 2);
    shape[outer.length] = m;
    shape[outer.length + 1] = n;
    double[] left = outer(a).expand(outer).values();
    double[] right = outer(b).expand(outer).values();
    double[] values = new double[DoubleTensor.size(shape)];
    for (int i = 0; i < left.length; i++) {
      multiply(a.values(), (int) left[i], b.values(), (int) right[i], values, i, m, n, k);
    }
    return new DoubleTensor(shape, values);
  }

  /** The number of each matrix by the axes before the last two. */
  private static DoubleTensor outer(DoubleTensor x) {
    DoubleTensor numbers = DoubleTensor.zeros(Arrays.copyOf(x.shape(), x.rank() - 2));
    Arrays.setAll(numbers.values(), i -> i);
    return numbers;
  }

  private static void multiply(
      double[] a,
      int aNumber,
      double[] b,
      int bNumber,
      double[] c,
      int cNumber,
      int m,
      int n,
      int k) {
    for (int row = 0; row < m; row++) {
      int to = (cNumber * m + row) * n;
      for (int i = 0; i < k; i++) {
        double left = a[(aNumber * m + row) * k + i];
        int from = (bNumber * k + i) * n;
        for (int j = 0; j < n; j++) {
          c[to + j] += left * b[from + j];
        }
      }
    }
  }

  private static DoubleTensor gemm(List<DoubleTensor> inputs, NodeAttributes attributes) {
    DoubleTensor a = inputs.get(0);
    DoubleTensor b = inputs.get(1);
    double alpha = attributes.number("alpha", 1);
    double beta = attributes.number("beta", 1);
    DoubleTensor product =
        product(
                attributes.integer("transA", 0) == 0 ? a : transposed(a),
                attributes.integer("transB", 0) == 0 ? b : transposed(b))
            .map(x -> alpha * x);
    return inputs.size() < 3 ? product : product.combine(inputs.get(2), (x, y) -> x + beta * y);
  }

  private static DoubleTensor transposed(DoubleTensor x) {
    return ShapeOperators.transposed(x, new long[] {1, 0});
  }
}
