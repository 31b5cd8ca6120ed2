package dev.tandem.training.architecture.position;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.architecture.InputColumns;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Linear;
import dev.tandem.training.network.Linear.Bias;
import dev.tandem.training.network.Mlp;
import dev.tandem.training.network.Phase;
import dev.tandem.training.network.RowDropout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What position adds to the logit of each binary task in a training pass. */
final class PositionBias {
  private final InputColumns columns;
  private final float[] values;
  private final float[] gradients;
  private final RowDropout dropout;
  private final List<ShallowTower> towers = new ArrayList<>();

  PositionBias(
      LayerContext context,
      List<Task> tasks,
      InputColumns columns,
      List<Integer> widths,
      double dropout) {
    this.columns = columns;
    this.values = new float[context.maxRows() * columns.width()];
    this.gradients = new float[values.length];
    this.dropout = new RowDropout(context, "position", dropout);
    for (int i = 0; i < tasks.size(); i++) {
      if (tasks.get(i).kind() == Task.Kind.BINARY) {
        String name = "position." + tasks.get(i).name();
        towers.add(new ShallowTower(context.of(i), i, name, columns.width(), widths));
      }
    }
  }

  /** Adds each binary task's position logit to its outputs, but in the rows that are left out. */
  void addTo(float[][] outputs, float[] inputs, int rows) {
    columns.gather(inputs, rows, values);
    dropout.forward(rows);
    for (int i = 0; i < towers.size(); i++) {
      ShallowTower tower = towers.get(i);
      tower.layers.forward(values, rows, Phase.TRAINING);
      tower.last.forward(tower.layers.output(), rows, tower.logits);
      for (int row = 0; row < rows; row++) {
        outputs[tower.task][row] += dropout.keeps(row) ? tower.logits[row] : 0;
      }
    }
  }

  /** Adds the gradients of the weights, and that of the inputs to {@code inputGradient}. */
  void backward(float[][] outputGradients, int rows, float[] inputGradient) {
    Arrays.fill(gradients, 0);
    for (int i = 0; i < towers.size(); i++) {
      ShallowTower tower = towers.get(i);
      for (int row = 0; row < rows; row++) {
        tower.logitGradients[row] = dropout.keeps(row) ? outputGradients[tower.task][row] : 0;
      }
      tower.last.backwardWeights(tower.layers.output(), tower.logitGradients, rows);
      tower.last.backwardInputs(tower.logitGradients, rows, tower.layers.outputGradient());
      tower.layers.backward(values, rows, gradients);
    }
    columns.addGradient(gradients, rows, inputGradient);
  }

  /** The tower of one task. */
  private static final class ShallowTower {
    private final int task;
    private final Mlp layers;
    private final Linear last;
    private final float[] logits;
    private final float[] logitGradients;

    ShallowTower(LayerContext own, int task, String name, int inputs, List<Integer> widths) {
      this.task = task;
      this.layers = new Mlp(own, name, inputs, widths, 0);
      // The task's own head has the bias.
      this.last = new Linear(own, name + ".out", layers.width(), 1, Bias.ABSENT);
      this.logits = new float[own.maxRows()];
      this.logitGradients = new float[own.maxRows()];
    }
  }
}
