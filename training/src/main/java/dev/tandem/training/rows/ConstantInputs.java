package dev.tandem.training.rows;

import dev.tandem.features.transform.EmbeddedTransform;
import dev.tandem.features.transform.InputTransform;
import dev.tandem.features.transform.NumericTransform;
import java.util.ArrayList;
import java.util.List;

/** Finds the inputs that are the same in every training row, of which nothing can be learnt. */
public final class ConstantInputs {
  private final TrainingRows rows;

  private ConstantInputs(TrainingRows rows) {
    this.rows = rows;
  }

  /** The features of these inputs, in the declared order; none if there are fewer than two rows. */
  public static List<String> of(TrainingRows rows) {
    return rows.split().trainingRows() < 2 ? List.of() : new ConstantInputs(rows).features();
  }

  private List<String> features() {
    List<String> constant = new ArrayList<>();
    int dense = 0;
    int id = 0;
    for (InputTransform transform : rows.inputs().transforms()) {
      boolean varies;
      if (transform instanceof NumericTransform numeric) {
        varies = densesVary(dense, numeric.width());
        dense += numeric.width();
      } else if (transform instanceof EmbeddedTransform) {
        varies = idsVary(id++);
      } else {
        throw new IllegalStateException("unknown input " + transform);
      }
      if (!varies) {
        constant.add(transform.feature().name());
      }
    }
    return constant;
  }

  private boolean densesVary(int from, int width) {
    float[] dense = rows.dense();
    int stride = rows.inputs().denseWidth();
    for (int row = 1; row < rows.split().trainingRows(); row++) {
      for (int column = from; column < from + width; column++) {
        if (dense[row * stride + column] != dense[column]) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean idsVary(int column) {
    int[] ids = rows.ids();
    int stride = rows.inputs().idWidth();
    for (int row = 1; row < rows.split().trainingRows(); row++) {
      if (ids[row * stride + column] != ids[column]) {
        return true;
      }
    }
    return false;
  }
}
