package dev.tandem.training.architecture;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Problem;
import dev.tandem.features.declaration.Task;
import java.util.List;

/**
 * What a network is built for.
 *
 * @param inputs the features in a row's input vector, in the order of their columns
 * @param tasks in declared order
 * @param options the architecture's declared settings
 */
public record NetworkShape(List<InputSlice> inputs, List<Task> tasks, Options options) {
  public NetworkShape {
    inputs = List.copyOf(inputs);
    tasks = List.copyOf(tasks);
  }

  /** The width of a row's input vector. */
  public int inputWidth() {
    return inputs.stream().mapToInt(InputSlice::width).sum();
  }

  /** Which tasks come after which, checked; see {@link TaskGraph#of}. */
  public TaskGraph graph() {
    return TaskGraph.of(tasks);
  }

  /** The share of units that dropout drops; absent: 0. */
  public double dropout() {
    double dropout = options.number("dropout", 0);
    if (!(dropout >= 0 && dropout < 1)) {
      throw invalid("architecture.dropout", "found " + dropout + ", allowed: 0 up to below 1");
    }
    return dropout;
  }

  /** A setting that is a list of layer widths. */
  public List<Integer> widths(String name, List<Integer> absent) {
    List<Integer> widths = options.integers(name, absent);
    if (widths.isEmpty() || widths.stream().anyMatch(width -> width < 1)) {
      throw invalid(
          "architecture." + name, "found " + widths + ", allowed: one or more positive widths");
    }
    return widths;
  }

  /** An error at a field of the model's declaration. */
  public static InvalidDeclarationException invalid(String field, String message) {
    return new InvalidDeclarationException(List.of(new Problem(field, message)));
  }
}
