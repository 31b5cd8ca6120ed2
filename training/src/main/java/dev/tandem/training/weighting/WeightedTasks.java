package dev.tandem.training.weighting;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Problem;
import dev.tandem.features.declaration.Task;
import java.util.List;

/**
 * What a weighting is made for.
 *
 * @param tasks in declared order
 * @param validationShare of the rows; 0 if nothing is validated
 * @param seed of the run
 */
public record WeightedTasks(List<Task> tasks, double validationShare, long seed) {
  public WeightedTasks {
    tasks = List.copyOf(tasks);
  }

  /** The number of tasks. */
  public int size() {
    return tasks.size();
  }

  /**
   * The number of the task of this name.
   *
   * @param setting that names it
   * @throws InvalidDeclarationException if there is none
   */
  public int number(String name, String setting) {
    List<String> names = tasks.stream().map(Task::name).toList();
    if (!names.contains(name)) {
      throw invalid(setting, "found " + name + ", allowed: " + String.join(", ", names));
    }
    return names.indexOf(name);
  }

  /**
   * Refuses tasks whose loss can be below 0, which a weighting by the size of losses cannot have.
   *
   * @param weighting the name in declarations
   */
  public void requirePositiveLosses(String weighting) {
    for (Task task : tasks) {
      if (task.kind() == Task.Kind.ZILN) {
        throw invalid(
            "name",
            "found "
                + weighting
                + ", allowed: one that does not go by the size of losses, because that of '"
                + task.name()
                + "' ("
                + task.kind().declaredName()
                + ") can be below 0");
      }
    }
  }

  static InvalidDeclarationException invalid(String setting, String message) {
    return new InvalidDeclarationException(List.of(new Problem("weighting." + setting, message)));
  }
}
