package dev.tandem.training.architecture.sharing;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.architecture.Tower;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.LossTerm;
import dev.tandem.training.network.Mlp;
import dev.tandem.training.network.Network;
import dev.tandem.training.network.Phase;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A shared encoder and one for each task, and a tower for each task on both. */
final class AdversarialNetwork implements Network {
  private final Mlp shared;
  private final TaskDiscriminator discriminator;
  private final List<Mlp> own = new ArrayList<>();
  private final List<Tower> towers = new ArrayList<>();
  private final float[][] joined;
  private final float[] joinedGradient;

  AdversarialNetwork(
      NetworkShape shape, LayerContext context, Mlp shared, TaskDiscriminator discriminator) {
    this.shared = shared;
    this.discriminator = discriminator;
    List<Integer> privateWidths = shape.widths("private", List.of(64));
    List<Integer> towerWidths = shape.widths("tower", List.of(64, 32));
    int width = shared.width() + privateWidths.get(privateWidths.size() - 1);
    for (int i = 0; i < shape.tasks().size(); i++) {
      Task task = shape.tasks().get(i);
      LayerContext of = context.of(i);
      own.add(
          new Mlp(
              of, "private." + task.name(), shape.inputWidth(), privateWidths, shape.dropout()));
      towers.add(new Tower(of, task.name(), task.outputs(), width, towerWidths, shape.dropout()));
    }
    this.joined = new float[own.size()][context.maxRows() * width];
    this.joinedGradient = new float[context.maxRows() * width];
  }

  @Override
  public void forward(float[] inputs, int rows, Phase phase) {
    discriminator.clear();
    shared.forward(inputs, rows, phase);
    for (int task = 0; task < towers.size(); task++) {
      own.get(task).forward(inputs, rows, phase);
      join(task, rows);
      towers.get(task).forward(joined[task], rows, phase);
    }
  }

  /** Puts a task's code beside the shared one. */
  // Hot path: once per task and block.
  private void join(int task, int rows) {
    int left = shared.width();
    int right = own.get(task).width();
    for (int row = 0, at = 0; row < rows; row++, at += left + right) {
      System.arraycopy(shared.output(), row * left, joined[task], at, left);
      System.arraycopy(own.get(task).output(), row * right, joined[task], at + left, right);
    }
  }

  @Override
  public float[] output(int task) {
    return towers.get(task).output();
  }

  @Override
  public void backward(float[] inputs, float[][] outputGradients, int rows, float[] inputGradient) {
    Arrays.fill(inputGradient, 0);
    Arrays.fill(shared.outputGradient(), 0);
    discriminator.addCodeGradient(rows, shared.outputGradient());
    for (int task = 0; task < towers.size(); task++) {
      Arrays.fill(joinedGradient, 0);
      towers.get(task).backward(joined[task], outputGradients[task], rows, joinedGradient);
      part(task, rows);
      own.get(task).backward(inputs, rows, inputGradient);
    }
    shared.backward(inputs, rows, inputGradient);
  }

  /** Parts a joined gradient: adds to that of the shared code, and writes the task's own. */
  // Hot path: once per task and block.
  private void part(int task, int rows) {
    int left = shared.width();
    int right = own.get(task).width();
    float[] sharedGradient = shared.outputGradient();
    float[] ownGradient = own.get(task).outputGradient();
    for (int row = 0, at = 0; row < rows; row++, at += left + right) {
      for (int j = 0; j < left; j++) {
        sharedGradient[row * left + j] += joinedGradient[at + j];
      }
      System.arraycopy(joinedGradient, at + left, ownGradient, row * right, right);
    }
  }

  @Override
  public List<LossTerm> terms() {
    return List.of((labels, gradients) -> discriminator.addGradients(shared.output(), labels));
  }

  @Override
  public List<String> export(OnnxGraph graph, String inputs) {
    String common = shared.export(graph, inputs);
    List<String> outputs = new ArrayList<>();
    for (int task = 0; task < towers.size(); task++) {
      String code = graph.concatenate(List.of(common, own.get(task).export(graph, inputs)));
      outputs.add(towers.get(task).export(graph, code));
    }
    return outputs;
  }
}
