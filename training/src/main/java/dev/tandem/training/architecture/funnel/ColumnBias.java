package dev.tandem.training.architecture.funnel;

import dev.tandem.training.architecture.InputSlice;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Linear;
import dev.tandem.training.network.Linear.Bias;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.List;

/**
 * A number for each row that is linear in the columns of some features, such as the bias of an
 * item, which its embedding decides.
 */
final class ColumnBias {
  private final List<InputSlice> slices;
  private final int inputWidth;
  private final int width;
  private final Linear layer;
  private final float[] columns;
  private final float[] columnGradient;
  private final Signal output;

  /** A bias that reads these of the input vector's columns. */
  ColumnBias(LayerContext context, List<InputSlice> slices, int inputWidth) {
    this.slices = List.copyOf(slices);
    this.inputWidth = inputWidth;
    this.width = slices.stream().mapToInt(InputSlice::width).sum();
    this.layer = new Linear(context, "bias", width, 1, Bias.ABSENT);
    this.columns = new float[context.maxRows() * width];
    this.columnGradient = new float[context.maxRows() * width];
    this.output = Signal.of(context.maxRows());
  }

  Signal output() {
    return output;
  }

  // Hot path: once per block.
  void forward(float[] inputs, int rows) {
    for (int row = 0, at = 0; row < rows; row++) {
      for (int s = 0; s < slices.size(); s++) {
        InputSlice slice = slices.get(s);
        int from = row * inputWidth + slice.offset();
        System.arraycopy(inputs, from, columns, at, slice.width());
        at += slice.width();
      }
    }
    layer.forward(columns, rows, output.values());
  }

  // Hot path: once per block.
  void backward(int rows, float[] inputGradient) {
    layer.backwardWeights(columns, output.gradient(), rows);
    layer.backwardInputs(output.gradient(), rows, columnGradient);
    for (int row = 0, at = 0; row < rows; row++) {
      for (int s = 0; s < slices.size(); s++) {
        InputSlice slice = slices.get(s);
        int to = row * inputWidth + slice.offset();
        for (int j = 0; j < slice.width(); j++) {
          inputGradient[to + j] += columnGradient[at++];
        }
      }
    }
  }

  String export(OnnxGraph graph, String inputs) {
    List<String> parts =
        slices.stream()
            .map(s -> graph.columns(inputs, s.offset(), s.offset() + s.width()))
            .toList();
    return layer.export(graph, graph.concatenate(parts));
  }
}
