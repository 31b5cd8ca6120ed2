package dev.tandem.training.architecture.funnel;

import dev.tandem.training.onnx.OnnxGraph;
import java.util.List;
import java.util.Map;

/** A step from the logits of towers to those of tasks: it makes one signal of others. */
interface Step {

  /** What the step reads. */
  List<Signal> inputs();

  /** What the step makes. */
  Signal output();

  /** Computes the output of the first rows. */
  void forward(int rows);

  /** Adds to the gradients of what the step reads, from that of its output. */
  void backward(int rows);

  /**
   * Adds the step to an exported graph and returns the name of its output.
   *
   * @param names of the signals exported so far
   */
  String export(OnnxGraph graph, Map<Signal, String> names);
}
