package dev.tandem.training.learner;

import dev.tandem.features.transform.EmbeddedTransform;
import dev.tandem.features.transform.InputProgram;
import dev.tandem.features.transform.InputTransform;
import dev.tandem.features.transform.NumericTransform;
import dev.tandem.training.architecture.InputSlice;
import dev.tandem.training.embedding.EmbeddingTable;
import dev.tandem.training.rows.TrainingRows;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the input vectors of a network: the embeddings of a row in the order of its ids, then its
 * dense values.
 */
public final class Embeddings {
  private final List<EmbeddingTable> tables = new ArrayList<>();
  private final List<InputSlice> slices = new ArrayList<>();
  private final int[] offsets;
  private final int width;
  private final int denseWidth;

  Embeddings(InputProgram inputs, int moments, long seed) {
    this.denseWidth = inputs.denseWidth();
    this.offsets = new int[inputs.idWidth()];
    int at = 0;
    for (int i = 0; i < inputs.idWidth(); i++) {
      EmbeddedTransform transform = inputs.embedded().get(i);
      // The number keeps apart two inputs of one feature.
      String name = "embedding." + i + "." + transform.feature().name();
      tables.add(
          new EmbeddingTable(name, transform.entries(), transform.dimension(), moments, seed));
      offsets[i] = at;
      slices.add(InputSlice.of(transform.feature().name(), at, transform.dimension()));
      at += transform.dimension();
    }
    this.width = at;
    for (InputTransform transform : inputs.transforms()) {
      if (transform instanceof NumericTransform numeric) {
        slices.add(InputSlice.of(numeric.feature().name(), at, numeric.width()));
        at += numeric.width();
      }
    }
  }

  /** Which columns of an input vector come from which feature. */
  List<InputSlice> slices() {
    return slices;
  }

  /** The tables, in the order of the ids. */
  public List<EmbeddingTable> tables() {
    return tables;
  }

  /** Where a table's vector begins in an input vector. */
  int offset(int table) {
    return offsets[table];
  }

  /** The width of all embeddings of a row. */
  int width() {
    return width;
  }

  /** The width of an input vector. */
  int inputWidth() {
    return width + denseWidth;
  }

  /** Writes the input vector of a row to {@code vectors} at {@code at}. */
  // Hot path: once per row and step.
  void fill(TrainingRows rows, int row, float[] vectors, int at) {
    int firstId = row * offsets.length;
    int[] ids = rows.ids();
    for (int i = 0; i < offsets.length; i++) {
      tables.get(i).lookUp(ids[firstId + i], vectors, at + offsets[i]);
    }
    System.arraycopy(rows.dense(), row * denseWidth, vectors, at + width, denseWidth);
  }
}
