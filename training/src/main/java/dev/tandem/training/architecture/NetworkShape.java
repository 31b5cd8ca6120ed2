package dev.tandem.training.architecture;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Problem;
import dev.tandem.features.declaration.Task;
import java.util.List;
import java.util.Optional;

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

  /**
   * The number of the binary task that a binary task comes after, or empty if it comes after none
   * or is not binary.
   *
   * @throws InvalidDeclarationException if it comes after no earlier binary task
   */
  public Optional<Integer> predecessor(int task) {
    Task of = tasks.get(task);
    if (of.kind() != Task.Kind.BINARY || of.after().isEmpty()) {
      return Optional.empty();
    }
    for (int before = 0; before < task; before++) {
      if (tasks.get(before).name().equals(of.after().get())
          && tasks.get(before).kind() == Task.Kind.BINARY) {
        return Optional.of(before);
      }
    }
    List<String> allowed =
        tasks.subList(0, task).stream()
            .filter(t -> t.kind() == Task.Kind.BINARY)
            .map(Task::name)
            .toList();
    throw invalid(
        "tasks." + of.name() + ".after",
        "found " + of.after().get() + ", allowed: an earlier binary task " + allowed);
  }

  /** The share of units that dropout drops; absent: 0. */
  double dropout() {
    double dropout = options.number("dropout", 0);
    if (!(dropout >= 0 && dropout < 1)) {
      throw invalid("architecture.dropout", "found " + dropout + ", allowed: 0 up to below 1");
    }
    return dropout;
  }

  /** A setting that is a list of layer widths. */
  List<Integer> widths(String name, List<Integer> absent) {
    List<Integer> widths = options.integers(name, absent);
    if (widths.isEmpty() || widths.stream().anyMatch(width -> width < 1)) {
      throw invalid(
          "architecture." + name, "found " + widths + ", allowed: one or more positive widths");
    }
    return widths;
  }

  static InvalidDeclarationException invalid(String field, String message) {
    return new InvalidDeclarationException(List.of(new Problem(field, message)));
  }
}
