package dev.tandem.training.architecture;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.network.GateWeights;
import dev.tandem.training.network.InformationTransfer;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Linear;
import dev.tandem.training.network.Linear.Bias;
import dev.tandem.training.network.Mlp;
import dev.tandem.training.network.Phase;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One task of AITM: its tower's vector q, the vector p passed on by the task before it, the mixed
 * vector z (which is q for the first task) and the head.
 */
final class ChainedTower {
  private final String task;
  private final Mlp tower;
  private final Linear head;
  private final Optional<Link> link;
  private final float[] output;
  private final float[] vectorGradient;

  ChainedTower(
      LayerContext shared,
      int number,
      Task task,
      int inputs,
      List<Integer> widths,
      double dropout,
      Optional<ChainedTower> before) {
    LayerContext own = shared.of(number);
    this.task = task.name();
    this.tower = new Mlp(own, "tower." + task.name(), inputs, widths, dropout);
    int width = tower.width();
    this.head = new Linear(own, "head." + task.name(), width, task.outputs(), Bias.PRESENT);
    this.link = before.map(b -> new Link(shared, task.name(), width, b));
    this.output = new float[shared.maxRows() * task.outputs()];
    this.vectorGradient = new float[shared.maxRows() * width];
  }

  /** The name of the task. */
  String task() {
    return task;
  }

  float[] output() {
    return output;
  }

  /** The vector z. */
  private float[] vector() {
    return link.map(l -> l.transfer.output()).orElse(tower.output());
  }

  /** How much of the vector came from the task before, and how much is its own. */
  Optional<GateWeights> weights() {
    return link.map(l -> new GateWeights(List.of("passed", "own"), l.transfer.weights()));
  }

  /** The towers before it must have gone forward. */
  void forward(float[] inputs, int rows, Phase phase) {
    tower.forward(inputs, rows, phase);
    link.ifPresent(l -> l.forward(tower.output(), rows, phase));
    head.forward(vector(), rows, output);
  }

  void clearGradient() {
    Arrays.fill(vectorGradient, 0);
  }

  /** The towers after it must have gone backward: they add to this one's gradient of z. */
  void backward(float[] inputs, float[] outputGradient, int rows, float[] inputGradient) {
    head.backwardWeights(vector(), outputGradient, rows);
    head.addBackwardInputs(outputGradient, rows, vectorGradient);
    float[] towerGradient = tower.outputGradient();
    if (link.isPresent()) {
      Arrays.fill(towerGradient, 0);
      link.get().backward(tower.output(), vectorGradient, rows, towerGradient);
    } else {
      System.arraycopy(vectorGradient, 0, towerGradient, 0, rows * tower.width());
    }
    tower.backward(inputs, rows, inputGradient);
  }

  /**
   * Exports the task and returns the name of its output.
   *
   * @param vectors the names of z of the towers exported so far; this one's is added
   */
  String export(OnnxGraph graph, String inputs, Map<ChainedTower, String> vectors) {
    String vector = tower.export(graph, inputs);
    if (link.isPresent()) {
      String passed = link.get().layer.export(graph, vectors.get(link.get().before));
      vector = link.get().transfer.export(graph, passed, vector);
    }
    vectors.put(this, vector);
    return head.export(graph, vector);
  }

  /** From the task before to this one. */
  private static final class Link {
    private final ChainedTower before;
    private final Mlp layer;
    private final InformationTransfer transfer;

    Link(LayerContext context, String task, int width, ChainedTower before) {
      this.before = before;
      this.layer = new Mlp(context, "passed." + task, width, List.of(width), 0);
      this.transfer = new InformationTransfer(context, "transfer", width);
    }

    void forward(float[] own, int rows, Phase phase) {
      layer.forward(before.vector(), rows, phase);
      transfer.forward(layer.output(), own, rows);
    }

    void backward(float[] own, float[] gradient, int rows, float[] ownGradient) {
      transfer.backward(layer.output(), own, gradient, rows, layer.outputGradient(), ownGradient);
      layer.backward(before.vector(), rows, before.vectorGradient);
    }
  }
}
