package dev.tandem.training.architecture;

import dev.tandem.training.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The columns of a network's input vector that come from some features, side by side. */
public final class InputColumns {
  private final int inputWidth;
  private final List<InputSlice> slices;
  private final int width;

  private InputColumns(int inputWidth, List<InputSlice> slices) {
    this.inputWidth = inputWidth;
    this.slices = List.copyOf(slices);
    this.width = slices.stream().mapToInt(InputSlice::width).sum();
  }

  /**
   * The columns of features that a setting of the architecture names.
   *
   * @throws dev.tandem.features.declaration.InvalidDeclarationException if it names none, or one
   *     that is no input
   */
  public static InputColumns named(NetworkShape shape, String setting) {
    List<String> names = shape.options().texts(setting, List.of());
    List<String> allowed = shape.inputs().stream().map(InputSlice::feature).distinct().toList();
    if (names.isEmpty() || !allowed.containsAll(names)) {
      throw NetworkShape.invalid(
          "architecture." + setting,
          "found " + names + ", allowed: one or more of the inputs " + allowed);
    }
    return of(shape, slice -> names.contains(slice.feature()));
  }

  /** The columns of the chosen slices. */
  public static InputColumns of(NetworkShape shape, Predicate<InputSlice> chosen) {
    return new InputColumns(shape.inputWidth(), shape.inputs().stream().filter(chosen).toList());
  }

  /** The columns of all other features. */
  public InputColumns others(NetworkShape shape) {
    return of(shape, slice -> !slices.contains(slice));
  }

  /** The number of columns. */
  public int width() {
    return width;
  }

  /** The slices as they lie side by side. */
  public List<InputSlice> slices() {
    List<InputSlice> moved = new ArrayList<>();
    int at = 0;
    for (InputSlice slice : slices) {
      moved.add(new InputSlice(slice.feature(), at, slice.width(), slice.steps()));
      at += slice.width();
    }
    return moved;
  }

  /** Copies the columns of input vectors, rows x {@link #width}. */
  // Hot path: once per block.
  public void gather(float[] inputs, int rows, float[] into) {
    for (int row = 0, at = 0; row < rows; row++) {
      for (int i = 0; i < slices.size(); i++) {
        InputSlice slice = slices.get(i);
        System.arraycopy(inputs, row * inputWidth + slice.offset(), into, at, slice.width());
        at += slice.width();
      }
    }
  }

  /** Adds gradients of the columns to that of the input vectors. */
  // Hot path: once per block.
  public void addGradient(float[] gradient, int rows, float[] inputGradient) {
    for (int row = 0, at = 0; row < rows; row++) {
      for (int i = 0; i < slices.size(); i++) {
        InputSlice slice = slices.get(i);
        int to = row * inputWidth + slice.offset();
        for (int j = 0; j < slice.width(); j++) {
          inputGradient[to + j] += gradient[at++];
        }
      }
    }
  }

  /** Adds the choice to an exported graph and returns the name of the columns. */
  public String export(OnnxGraph graph, String inputs) {
    List<String> parts =
        slices.stream()
            .map(s -> graph.columns(inputs, s.offset(), s.offset() + s.width()))
            .toList();
    return parts.size() == 1 ? parts.get(0) : graph.concatenate(parts);
  }
}
