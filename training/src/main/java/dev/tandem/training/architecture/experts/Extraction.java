package dev.tandem.training.architecture.experts;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.network.ExpertLevel;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Builds the levels of {@link Cgc} and {@link Ple}. The streams between two levels are those of the
 * tasks, in order, and then the shared one; the first level reads one input as all of them.
 */
final class Extraction {
  private final ExpertSettings settings;
  private final NetworkShape shape;
  private final LayerContext context;
  private final int tasks;
  private final int own;
  private final int shared;

  Extraction(ExpertSettings settings, NetworkShape shape, LayerContext context) {
    this.settings = settings;
    this.shape = shape;
    this.context = context;
    this.tasks = shape.tasks().size();
    this.own = settings.count("experts", 2);
    this.shared = settings.count("shared_experts", 2);
  }

  /** The whole network. */
  Network network(int count) {
    List<ExpertLevel> levels = new ArrayList<>();
    int width = shape.inputWidth();
    for (int level = 0; level < count; level++) {
      levels.add(level(level, width, count - 1 - level));
      width = levels.get(level).width();
    }
    return new ExpertNetwork(
        levels, 1, settings.towers(width), IntStream.range(0, tasks).toArray());
  }

  /**
   * A level.
   *
   * @param above the number of levels above it: through their shared gates other tasks depend on
   *     what would otherwise be a task's alone
   */
  private ExpertLevel level(int level, int width, int above) {
    boolean first = level == 0;
    ExpertLevel.Builder builder = settings.level(first ? 1 : tasks + 1, width);
    String start = "level." + level + ".";
    List<String> sharedExperts = names(start + "expert", shared);
    List<String> all = new ArrayList<>();
    for (int task = 0; task < tasks; task++) {
      for (String expert : ownExperts(start, task)) {
        builder.expert(above == 0 ? context.of(task) : context, expert, first ? 0 : task);
        all.add(expert);
      }
    }
    sharedExperts.forEach(expert -> builder.expert(context, expert, first ? 0 : tasks));
    all.addAll(sharedExperts);
    for (int task = 0; task < tasks; task++) {
      builder.gate(
          above <= 1 ? context.of(task) : context,
          start + "gate." + shape.tasks().get(task).name(),
          first ? 0 : task,
          Stream.concat(ownExperts(start, task).stream(), sharedExperts.stream()).toList());
    }
    if (above > 0) {
      builder.gate(context, start + "gate", first ? 0 : tasks, all);
    }
    return builder.build();
  }

  private List<String> ownExperts(String start, int task) {
    Task of = shape.tasks().get(task);
    return names(start + "expert." + of.name(), own);
  }

  private static List<String> names(String start, int count) {
    return IntStream.range(0, count).mapToObj(i -> start + "." + i).toList();
  }
}
