package dev.tandem.training.architecture.experts;

import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.architecture.Tower;
import dev.tandem.training.network.ExpertLevel;
import dev.tandem.training.network.LayerContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What the architectures with experts have in common: their settings and their parts. */
final class ExpertSettings {
  private static final List<String> COMMON =
      List.of("experts", "expert", "tower", "dropout", "gate_dropout");

  private final NetworkShape shape;
  private final LayerContext context;

  /**
   * The settings of an architecture.
   *
   * @param more the names of the settings that it has besides the common ones
   */
  ExpertSettings(String architecture, NetworkShape shape, LayerContext context, String... more) {
    List<String> known = new ArrayList<>(COMMON);
    known.addAll(List.of(more));
    shape.options().requireKnown(architecture, known);
    this.shape = shape;
    this.context = context;
  }

  /** A number of at least one. */
  int count(String name, int absent) {
    int count = shape.options().integer(name, absent);
    if (count < 1) {
      throw NetworkShape.invalid("architecture." + name, "found " + count + ", allowed: 1 or more");
    }
    return count;
  }

  /** A level of experts without any yet. */
  ExpertLevel.Builder level(int inputs, int inputWidth) {
    double gateDropout = shape.options().number("gate_dropout", 0);
    if (!(gateDropout >= 0 && gateDropout < 1)) {
      throw NetworkShape.invalid(
          "architecture.gate_dropout", "found " + gateDropout + ", allowed: 0 up to below 1");
    }
    List<Integer> widths = shape.widths("expert", List.of(64));
    return new ExpertLevel.Builder(
        context, inputs, inputWidth, widths, shape.dropout(), gateDropout);
  }

  /** Adds the experts that all tasks share to a level on one input, and returns their names. */
  List<String> addExperts(ExpertLevel.Builder level) {
    List<String> experts =
        IntStream.range(0, count("experts", 8)).mapToObj(i -> "expert." + i).toList();
    experts.forEach(expert -> level.expert(context, expert, 0));
    return experts;
  }

  /** A tower for each task on vectors of a width. */
  List<Tower> towers(int width) {
    List<Integer> widths = shape.widths("tower", List.of(64, 32));
    List<Tower> towers = new ArrayList<>();
    for (int task = 0; task < shape.tasks().size(); task++) {
      towers.add(
          new Tower(
              context.of(task),
              shape.tasks().get(task).name(),
              shape.tasks().get(task).outputs(),
              width,
              widths,
              shape.dropout()));
    }
    return towers;
  }
}
