package dev.tandem.training.architecture.sharing;

import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.architecture.TaskGraph;
import dev.tandem.training.architecture.Tower;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Mlp;
import dev.tandem.training.network.Network;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Low tasks supervised at lower layers (Søgaard and Goldberg, ACL 2016): levels of shared layers on
 * top of each other. A task that comes after none has its tower on the first level, one that comes
 * after it on the second, and so on.
 *
 * <p>Settings: {@code level}, the widths of the layers of each level, absent: [64]; {@code tower},
 * absent: [64, 32]; {@code dropout}, absent: 0.
 */
public final class Hierarchical implements Architecture {

  /** Has no state. */
  @Inject
  public Hierarchical() {}

  @Override
  public Network build(NetworkShape shape, LayerContext context) {
    shape.options().requireKnown("hierarchical", List.of("level", "tower", "dropout"));
    TaskGraph graph = shape.graph();
    if (graph.links().isEmpty()) {
      throw NetworkShape.invalid(
          "tasks",
          "hierarchical needs a binary task that comes after another, such as purchase: {after:"
              + " click}");
    }
    int tasks = shape.tasks().size();
    int[] levelOf = new int[tasks];
    for (int task = 0; task < tasks; task++) {
      levelOf[task] = graph.chain(task).size() - 1;
    }
    List<Mlp> levels = levels(shape, context, levelOf);
    int width = levels.get(0).width();
    List<Tower> towers = new ArrayList<>();
    List<Integer> widths = shape.widths("tower", List.of(64, 32));
    for (int task = 0; task < tasks; task++) {
      String name = shape.tasks().get(task).name();
      int units = shape.tasks().get(task).outputs();
      towers.add(new Tower(context.of(task), name, units, width, widths, shape.dropout()));
    }
    return new HierarchicalNetwork(levels, towers, levelOf);
  }

  private static List<Mlp> levels(NetworkShape shape, LayerContext context, int[] levelOf) {
    List<Integer> widths = shape.widths("level", List.of(64));
    List<Mlp> levels = new ArrayList<>();
    int width = shape.inputWidth();
    int[] reading = tasksFrom(levelOf, 0);
    while (reading.length > 0) {
      // The top may serve one task alone.
      LayerContext owner = reading.length == 1 ? context.of(reading[0]) : context;
      levels.add(new Mlp(owner, "level." + levels.size(), width, widths, shape.dropout()));
      width = widths.get(widths.size() - 1);
      reading = tasksFrom(levelOf, levels.size());
    }
    return levels;
  }

  /** The tasks on a level or above it. */
  private static int[] tasksFrom(int[] levelOf, int level) {
    return IntStream.range(0, levelOf.length).filter(task -> levelOf[task] >= level).toArray();
  }
}
