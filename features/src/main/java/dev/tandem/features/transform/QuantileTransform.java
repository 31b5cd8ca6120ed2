package dev.tandem.features.transform;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.transform.NumericTransform.Missing;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A number replaced by its rank in [0, 1]: about the share of the training values below it. Ranks
 * of some edges are known, between two edges the rank is on the line through both, and outside it
 * is that of the nearest edge. Null becomes 0.5.
 */
public final class QuantileTransform implements DenseTransform {
  private static final float NULL_RANK = 0.5f;

  private final Field feature;
  private final double[] edges;
  private final double[] ranks;
  private final Missing missing;

  private QuantileTransform(Field feature, double[] edges, double[] ranks, Missing missing) {
    this.feature = feature;
    this.edges = edges;
    this.ranks = ranks;
    this.missing = missing;
  }

  /**
   * Ranks by edges.
   *
   * @param edges strictly increasing; without one every rank is 0
   * @param ranks of the edges, increasing, in [0, 1]
   */
  public static QuantileTransform of(
      Field feature, List<Double> edges, List<Double> ranks, Missing missing) {
    if (edges.size() != ranks.size() || !increase(edges) || !increase(ranks)) {
      throw new IllegalArgumentException(
          "edges and ranks of '%s' do not increase together: %s, %s"
              .formatted(feature.name(), edges, ranks));
    }
    return new QuantileTransform(feature, array(edges), array(ranks), missing);
  }

  private static boolean increase(List<Double> numbers) {
    for (int i = 1; i < numbers.size(); i++) {
      if (!(numbers.get(i - 1) < numbers.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public Field feature() {
    return feature;
  }

  /** The edges, strictly increasing. */
  public List<Double> edges() {
    return Arrays.stream(edges).boxed().toList();
  }

  /** The ranks of the edges. */
  public List<Double> ranks() {
    return Arrays.stream(ranks).boxed().toList();
  }

  /** Whether a second column says 1 where the value is null. */
  public Missing missing() {
    return missing;
  }

  @Override
  public int width() {
    return 1 + missing.width();
  }

  // Hot path: runs once per row and input, in training and in serving.
  @Override
  public void apply(Column column, int rows, float[] dense, int offset, int stride) {
    if (column instanceof DoubleColumn doubles) {
      for (int row = 0, at = offset; row < rows; row++, at += stride) {
        dense[at] = doubles.isNull(row) ? NULL_RANK : rank(doubles.value(row));
      }
    } else {
      LongColumn longs = (LongColumn) column;
      for (int row = 0, at = offset; row < rows; row++, at += stride) {
        dense[at] = longs.isNull(row) ? NULL_RANK : rank((double) longs.value(row));
      }
    }
    missing.flag(column, rows, dense, offset + 1, stride);
  }

  private float rank(double x) {
    int found = Arrays.binarySearch(edges, x);
    if (found >= 0) {
      return (float) ranks[found];
    }
    int above = -found - 1;
    if (above == 0 || above == edges.length) {
      return edges.length == 0 ? 0 : (float) ranks[Math.max(0, above - 1)];
    }
    double share = (x - edges[above - 1]) / (edges[above] - edges[above - 1]);
    return (float) (ranks[above - 1] + share * (ranks[above] - ranks[above - 1]));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof QuantileTransform that
        && feature.equals(that.feature)
        && Arrays.equals(edges, that.edges)
        && Arrays.equals(ranks, that.ranks)
        && missing == that.missing;
  }

  @Override
  public int hashCode() {
    return Objects.hash(feature, Arrays.hashCode(edges), missing);
  }

  @Override
  public String toString() {
    return "rank of " + feature.name() + " at " + Arrays.toString(edges);
  }
}
