package dev.tandem.training.architecture.sharing;

import dev.tandem.training.network.CrossStitch;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Mlp;
import dev.tandem.training.network.Phase;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One rectified layer of each task, and the cross-stitch after them. */
final class StitchedLayer {
  private final List<Mlp> layers = new ArrayList<>();
  private final CrossStitch stitch;

  /** Layers from one width to another; all tasks depend on each of them. */
  StitchedLayer(
      LayerContext context,
      String name,
      List<String> tasks,
      int inputs,
      int width,
      double dropout,
      double own) {
    for (String task : tasks) {
      layers.add(new Mlp(context, name + "." + task, inputs, List.of(width), dropout));
    }
    this.stitch =
        new CrossStitch(
            context,
            name + ".stitch",
            width,
            layers.stream().map(Mlp::output).toList(),
            layers.stream().map(Mlp::outputGradient).toList(),
            own);
  }

  int width() {
    return layers.get(0).width();
  }

  float[] output(int task) {
    return stitch.output(task);
  }

  float[] outputGradient(int task) {
    return stitch.outputGradient(task);
  }

  void clearGradients() {
    for (int task = 0; task < layers.size(); task++) {
      Arrays.fill(stitch.outputGradient(task), 0);
    }
  }

  /** Computes one task's part from what it reads. */
  void forward(int task, float[] x, int rows, Phase phase) {
    layers.get(task).forward(x, rows, phase);
  }

  /** Mixes the tasks' parts. */
  void stitch(int rows) {
    stitch.forward(rows);
  }

  /** Goes backward through the mixing. */
  void unstitch(int rows) {
    stitch.backward(rows);
  }

  /** Goes backward through one task's part and adds the gradient of what it reads to dx. */
  void backward(int task, float[] x, int rows, float[] dx) {
    layers.get(task).backward(x, rows, dx);
  }

  List<String> export(OnnxGraph graph, List<String> x) {
    List<String> values = new ArrayList<>();
    for (int task = 0; task < layers.size(); task++) {
      values.add(layers.get(task).export(graph, x.get(task)));
    }
    return stitch.export(graph, values);
  }
}
