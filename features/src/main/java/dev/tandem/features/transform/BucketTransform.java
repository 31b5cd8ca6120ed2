package dev.tandem.features.transform;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A number cut into bins: id 0 is null, id {@code 1 + k} is a number with exactly {@code k} edges
 * at or below it, so bin k is {@code [edge k-1, edge k)}.
 */
public final class BucketTransform implements EmbeddedTransform {
  private final Field feature;
  private final double[] edges;
  private final int dimension;

  private BucketTransform(Field feature, double[] edges, int dimension) {
    this.feature = feature;
    this.edges = edges;
    this.dimension = dimension;
  }

  /**
   * Bins at the given edges.
   *
   * @param edges strictly increasing; may be empty, which makes one bin
   * @param dimension width of the embedding, at least 1
   */
  public static BucketTransform of(Field feature, List<Double> edges, int dimension) {
    double[] cuts = edges.stream().mapToDouble(Double::doubleValue).toArray();
    for (int i = 1; i < cuts.length; i++) {
      if (!(cuts[i - 1] < cuts[i])) {
        throw new IllegalArgumentException(
            "edges of '" + feature.name() + "' do not increase: " + edges);
      }
    }
    return new BucketTransform(feature, cuts, dimension);
  }

  @Override
  public Field feature() {
    return feature;
  }

  /** The edges, strictly increasing. */
  public List<Double> edges() {
    return Arrays.stream(edges).boxed().toList();
  }

  @Override
  public int entries() {
    return edges.length + 2;
  }

  @Override
  public int knownFrom() {
    return NULL_ID + 1;
  }

  @Override
  public int knownTo() {
    return entries();
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public int idWidth() {
    return 1;
  }

  @Override
  public Optional<String> tableOf() {
    return Optional.empty();
  }

  // Hot path: runs once per row and input, in training and in serving.
  @Override
  public void apply(Column column, int rows, long[] ids, int offset, int stride) {
    if (column instanceof DoubleColumn doubles) {
      for (int row = 0, at = offset; row < rows; row++, at += stride) {
        ids[at] = doubles.isNull(row) ? NULL_ID : id(doubles.value(row));
      }
    } else {
      LongColumn longs = (LongColumn) column;
      for (int row = 0, at = offset; row < rows; row++, at += stride) {
        ids[at] = longs.isNull(row) ? NULL_ID : id((double) longs.value(row));
      }
    }
  }

  private int id(double x) {
    int low = 0;
    int high = edges.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (edges[middle] <= x) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return 1 + low;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BucketTransform that
        && feature.equals(that.feature)
        && Arrays.equals(edges, that.edges)
        && dimension == that.dimension;
  }

  @Override
  public int hashCode() {
    return 31 * feature.hashCode() + Arrays.hashCode(edges);
  }

  @Override
  public String toString() {
    return "bucket " + feature.name() + " at " + Arrays.toString(edges);
  }
}
