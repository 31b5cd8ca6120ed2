package dev.tandem.training.rows;

import dev.tandem.features.transform.DenseTransform;
import dev.tandem.features.transform.EmbeddedTransform;
import dev.tandem.features.transform.InputTransform;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the inputs that are the same in every training row, of which nothing can be learnt. */
public final class ConstantInputs {
  private final TrainingRows rows;
  private final BitSet varyingDense = new BitSet();
  private final BitSet varyingIds = new BitSet();

  private ConstantInputs(TrainingRows rows) {
    this.rows = rows;
  }

  /** The features of these inputs, in the declared order; none if there are fewer than two rows. */
  public static List<String> of(TrainingRows rows) {
    return rows.split().trainingRows() < 2 ? List.of() : new ConstantInputs(rows).features();
  }

  private List<String> features() {
    compare();
    Set<InputTransform> varying = new HashSet<>();
    int at = 0;
    for (DenseTransform transform : rows.inputs().dense()) {
      if (anyIn(varyingDense, at, transform.width())) {
        varying.add(transform);
      }
      at += transform.width();
    }
    at = 0;
    for (EmbeddedTransform transform : rows.inputs().embedded()) {
      if (anyIn(varyingIds, at, transform.idWidth())) {
        varying.add(transform);
      }
      at += transform.idWidth();
    }
    return rows.inputs().transforms().stream()
        .filter(transform -> !varying.contains(transform))
        .map(transform -> transform.feature().name())
        .toList();
  }

  private static boolean anyIn(BitSet columns, int from, int width) {
    int next = columns.nextSetBit(from);
    return next >= 0 && next < from + width;
  }

  /** Compares every training row with the first, until each column is known to vary. */
  private void compare() {
    float[] firstDense = new float[rows.inputs().denseWidth()];
    int[] firstIds = new int[rows.inputs().idWidth()];
    rows.dense(0, firstDense, 0);
    rows.ids(0, firstIds, 0);
    float[] dense = new float[firstDense.length];
    int[] ids = new int[firstIds.length];
    for (int row = 1; row < rows.split().trainingRows() && !allVary(dense, ids); row++) {
      rows.dense(row, dense, 0);
      rows.ids(row, ids, 0);
      for (int at = next(dense, firstDense, 0); at >= 0; at = next(dense, firstDense, at + 1)) {
        varyingDense.set(at);
      }
      for (int at = next(ids, firstIds, 0); at >= 0; at = next(ids, firstIds, at + 1)) {
        varyingIds.set(at);
      }
    }
  }

  private boolean allVary(float[] dense, int[] ids) {
    return varyingDense.cardinality() == dense.length && varyingIds.cardinality() == ids.length;
  }

  /** The next place at which the two differ, or -1. */
  private static int next(float[] row, float[] first, int from) {
    int found = Arrays.mismatch(row, from, row.length, first, from, row.length);
    return found < 0 ? -1 : from + found;
  }

  private static int next(int[] row, int[] first, int from) {
    int found = Arrays.mismatch(row, from, row.length, first, from, row.length);
    return found < 0 ? -1 : from + found;
  }
}
