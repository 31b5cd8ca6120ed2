package dev.tandem.training.learner;

import dev.tandem.training.embedding.EmbeddingTable;
import dev.tandem.training.embedding.LookedUp;
import dev.tandem.training.input.InputLayout;
import dev.tandem.training.weighting.GradientShares;
import java.util.ArrayList;
import java.util.List;

/** Puts the tasks' gradients by looked-up embeddings together, in the place the update reads. */
final class SharedVectors {
  private final TaskGradients apart;
  private final float[] whole;
  private final int width;
  private final List<Columns> columns = new ArrayList<>();

  /**
   * @param whole where the update reads the gradients, batch x the layout's gradient width
   */
  SharedVectors(
      TaskGradients apart, InputLayout layout, List<EmbeddingTable> tables, float[] whole) {
    this.apart = apart;
    this.whole = whole;
    this.width = layout.gradientWidth();
    for (int table = 0; table < tables.size(); table++) {
      int tensor = apart.shared().size() + table;
      for (LookedUp input : layout.lookedUp(table)) {
        int count = input.gradientColumns(tables.get(table).dimension());
        columns.add(new Columns(tensor, input.gradientAt(), count));
      }
    }
  }

  /** The columns of one input, which looks up vectors of one tensor. */
  private record Columns(int tensor, int from, int count) {}

  /**
   * Makes the gradients of the batch's rows [from, to) the sum of the tasks' with their shares, and
   * {@code restShare} times what belongs to no task.
   */
  // Hot path: once per step whose gradients are looked at, or for each task with its own moments.
  void combine(int from, int to, GradientShares shares, double restShare) {
    for (int i = 0; i < columns.size(); i++) {
      Columns input = columns.get(i);
      for (int slot = 0; slot <= apart.rest(); slot++) {
        double share = slot == apart.rest() ? restShare : shares.of(input.tensor, slot);
        for (int row = from; row < to; row++) {
          add((float) share, slot, row * width + input.from, input.count);
        }
      }
    }
  }

  private void add(float share, int slot, int at, int count) {
    float[] gradients = apart.vectors(slot);
    for (int i = at; i < at + count; i++) {
      whole[i] = (slot == 0 ? 0 : whole[i]) + share * gradients[i];
    }
  }
}
