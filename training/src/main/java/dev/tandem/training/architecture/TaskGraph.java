package dev.tandem.training.architecture;

import dev.tandem.features.declaration.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which binary tasks happen only after which. Each comes after at most one other, which stands
 * before it, so that the declared order of the tasks goes from the first to the last of every
 * chain; several may come after the same one. Tasks are named by their number in declared order.
 */
public final class TaskGraph {
  private final List<Task> tasks;
  private final List<Optional<Integer>> predecessors;

  /** One task that comes after another. */
  public record Link(int before, int after) {}

  private TaskGraph(List<Task> tasks, List<Optional<Integer>> predecessors) {
    this.tasks = tasks;
    this.predecessors = predecessors;
  }

  /**
   * The graph of these tasks.
   *
   * @throws dev.tandem.features.declaration.InvalidDeclarationException if a binary task comes
   *     after no earlier binary task, or if its sample space is a task that it comes after: its
   *     probability is that both happen, which rows where the first did not happen must teach
   */
  public static TaskGraph of(List<Task> tasks) {
    List<Optional<Integer>> predecessors = new ArrayList<>();
    for (int task = 0; task < tasks.size(); task++) {
      predecessors.add(predecessor(tasks, task));
    }
    TaskGraph graph = new TaskGraph(List.copyOf(tasks), predecessors);
    for (int task = 0; task < tasks.size(); task++) {
      graph.requireWholeSpace(task);
    }
    return graph;
  }

  private static Optional<Integer> predecessor(List<Task> tasks, int task) {
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
    throw NetworkShape.invalid(
        "tasks." + of.name() + ".after",
        "found " + of.after().get() + ", allowed: an earlier binary task " + allowed);
  }

  private void requireWholeSpace(int task) {
    Task of = tasks.get(task);
    for (int before : chain(task)) {
      String name = tasks.get(before).name();
      if (before != task && of.space().filter(name::equals).isPresent()) {
        throw NetworkShape.invalid(
            "tasks." + of.name() + ".space",
            "found "
                + name
                + ", which it comes after: its probability is that both happen, learnt from all"
                + " rows; allowed: either after or space");
      }
    }
  }

  /**
   * The number of the binary task that a binary task comes after, or empty if it comes after none
   * or is not binary.
   */
  public Optional<Integer> predecessor(int task) {
    return predecessors.get(task);
  }

  /** The tasks that a task's probability is of: those it comes after, first first, and itself. */
  public List<Integer> chain(int task) {
    List<Integer> chain = new ArrayList<>();
    for (Optional<Integer> at = Optional.of(task); at.isPresent(); at = predecessor(at.get())) {
      chain.add(0, at.get());
    }
    return chain;
  }

  /** All pairs of a task and the one it comes after, in the order of the later one. */
  public List<Link> links() {
    List<Link> links = new ArrayList<>();
    for (int task = 0; task < tasks.size(); task++) {
      if (predecessor(task).isPresent()) {
        links.add(new Link(predecessor(task).get(), task));
      }
    }
    return links;
  }
}
