package dev.tandem.training.architecture;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Linear;
import dev.tandem.training.network.Linear.Bias;
import dev.tandem.training.network.Mlp;
import dev.tandem.training.network.Parameter;
import dev.tandem.training.network.Phase;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.List;

/** The layers of one task, ending in the units of its head. */
public final class Tower {
  private final Mlp layers;
  private final Linear head;
  private final float[] output;

  /**
   * A tower that belongs to its task.
   *
   * @param context of the task
   */
  Tower(LayerContext context, Task task, int inputs, List<Integer> widths, double dropout) {
    this(context, task.name(), task.outputs(), inputs, widths, dropout);
  }

  /**
   * A tower of that name, for towers beside the one that bears the task's.
   *
   * @param context of the task
   * @param units the width of its output
   */
  public Tower(
      LayerContext context,
      String name,
      int units,
      int inputs,
      List<Integer> widths,
      double dropout) {
    this.layers = new Mlp(context, "tower." + name, inputs, widths, dropout);
    this.head = new Linear(context, "head." + name, layers.width(), units, Bias.PRESENT);
    this.output = new float[context.maxRows() * units];
  }

  /** The weights of the layers below the head. */
  public List<Parameter> layers() {
    return layers.parameters();
  }

  /** Computes the output of the first {@code rows} rows of {@code inputs}. */
  public void forward(float[] inputs, int rows, Phase phase) {
    layers.forward(inputs, rows, phase);
    head.forward(layers.output(), rows, output);
  }

  /** The output of the last forward pass, rows x units; shared. */
  public float[] output() {
    return output;
  }

  /** Adds the gradients of the weights, and that of the inputs to {@code inputGradient}. */
  public void backward(float[] inputs, float[] outputGradient, int rows, float[] inputGradient) {
    if (isZero(outputGradient, rows * head.outputs())) {
      return; // as while the gradient of another task is taken alone
    }
    head.backwardWeights(layers.output(), outputGradient, rows);
    head.backwardInputs(outputGradient, rows, layers.outputGradient());
    layers.backward(inputs, rows, inputGradient);
  }

  /** Adds the tower to an exported graph and returns the name of its output. */
  public String export(OnnxGraph graph, String inputs) {
    return head.export(graph, layers.export(graph, inputs));
  }

  private static boolean isZero(float[] gradient, int size) {
    for (int i = 0; i < size; i++) {
      if (gradient[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
