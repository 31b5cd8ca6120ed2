package dev.tandem.training.architecture.funnel;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.architecture.TaskGraph;
import dev.tandem.training.architecture.Tower;
import dev.tandem.training.architecture.funnel.FunnelNetwork.SignalTower;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.LossTerm;
import dev.tandem.training.network.Mlp;
import dev.tandem.training.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A funnel network that is being built: its settings {@code bottom}, {@code tower} and {@code
 * dropout}, the towers and the steps on top of them.
 */
final class FunnelWiring {
  /** The settings that all architectures of the family have. */
  static final List<String> SETTINGS = List.of("bottom", "tower", "dropout");

  private final NetworkShape shape;
  private final LayerContext context;
  private final TaskGraph graph;
  private final Optional<Mlp> bottom;
  private final List<Integer> widths;
  private final List<SignalTower> towers = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<Signal> outputs = new ArrayList<>();
  private final List<LossTerm> terms = new ArrayList<>();
  private Optional<ColumnBias> bias = Optional.empty();

  /**
   * An empty network.
   *
   * @throws dev.tandem.features.declaration.InvalidDeclarationException if no task comes after
   *     another
   */
  FunnelWiring(String architecture, NetworkShape shape, LayerContext context) {
    this.shape = shape;
    this.context = context;
    this.graph = shape.graph();
    if (graph.links().isEmpty()) {
      throw NetworkShape.invalid(
          "tasks",
          architecture
              + " needs a binary task that comes after another, such as purchase: {after: click};"
              + " found none among "
              + shape.tasks().stream().map(Task::name).toList());
    }
    List<Integer> none = List.of();
    this.bottom =
        shape.options().values().containsKey("bottom")
            ? Optional.of(
                new Mlp(
                    context,
                    "bottom",
                    shape.inputWidth(),
                    shape.widths("bottom", none),
                    shape.dropout()))
            : Optional.empty();
    this.widths = shape.widths("tower", List.of(128, 64, 32));
  }

  TaskGraph graph() {
    return graph;
  }

  /** The output of a task. */
  Signal output(int task) {
    return outputs.get(task);
  }

  /** Makes a task's tower and returns its output. */
  Signal tower(int task) {
    Task of = shape.tasks().get(task);
    return tower(task, of.name(), of.outputs());
  }

  /** Makes a further tower of a task, of one unit, and returns its output. */
  Signal tower(int task, String role) {
    return tower(task, shape.tasks().get(task).name() + "." + role, 1);
  }

  private Signal tower(int task, String name, int units) {
    int inputs = bottom.map(Mlp::width).orElse(shape.inputWidth());
    Tower tower = new Tower(context.of(task), name, units, inputs, widths, shape.dropout());
    Signal output = new Signal(units, tower.output());
    towers.add(new SignalTower(tower, output));
    return output;
  }

  /** Lets steps read a number that is linear in the columns of features. */
  Signal bias(ColumnBias made) {
    bias = Optional.of(made);
    return made.output();
  }

  /** Adds a step after those added before and returns its output. */
  Signal step(Step step) {
    steps.add(step);
    return step.output();
  }

  /** Says what the next task's output is. */
  void addOutput(Signal output) {
    outputs.add(output);
  }

  void addTerm(LossTerm term) {
    terms.add(term);
  }

  /** Adds the step that both of two things happen. */
  Signal both(Signal a, Signal b) {
    return step(new Both(a, b, context.maxRows()));
  }

  Network network() {
    return new FunnelNetwork(bottom, bias, towers, steps, outputs, terms);
  }
}
