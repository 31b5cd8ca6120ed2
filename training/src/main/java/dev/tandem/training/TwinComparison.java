package dev.tandem.training;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Problem;
import dev.tandem.features.declaration.Task;
import dev.tandem.training.comparison.Comparison;
import dev.tandem.training.comparison.Gain;
import dev.tandem.training.metric.TaskMetrics;
import java.util.ArrayList;
import java.util.List;

/**
 * What a declared model gains by learning its tasks together: it and, for each of its tasks, a
 * {@link SingleTaskTwin} are trained on the same rows with several seeds and compared on the test
 * rows. Publishes nothing. Immutable.
 */
public final class TwinComparison {
  /** The architecture of the twins. */
  public static final String SINGLE_TASK = "single_task";

  private static final String SEED = "seed";

  private final TrainingRun run;
  private final Model model;
  private final String twin;
  private final int seeds;

  private TwinComparison(TrainingRun run, Model model, String twin, int seeds) {
    this.run = run;
    this.model = model;
    this.twin = twin;
    this.seeds = seeds;
  }

  /**
   * A comparison of a run's model with its twins.
   *
   * @param seeds how many times both are trained: with the declared seed, and those after it
   * @throws InvalidDeclarationException if there is none
   */
  public static TwinComparison of(TrainingRun run, Model model, int seeds) {
    if (seeds < 1) {
      throw new InvalidDeclarationException(
          List.of(new Problem("seeds", "found " + seeds + ", allowed: 1 or more")));
    }
    return new TwinComparison(run, model, SINGLE_TASK, seeds);
  }

  /** The same with twins of another architecture, one that has the settings of towers. */
  public TwinComparison against(String architecture) {
    return new TwinComparison(run, model, architecture, seeds);
  }

  /** Is told which training begins, and how it gets on. */
  public interface Listener {
    /** Ignores everything. */
    Listener SILENT = (name, number, all) -> ProgressListener.SILENT;

    /**
     * A training begins.
     *
     * @param name which one, for example {@code single_task of click}
     * @param number counted from 1
     * @return what is told how it gets on
     */
    ProgressListener begins(String name, int number, int all);
  }

  /**
   * Trains and compares.
   *
   * @throws InvalidDeclarationException and the like, as {@link TrainingRun#run}
   */
  public Comparison run(Listener listener) {
    Steps steps = new Steps(listener, seeds * (model.tasks().size() + 1));
    List<Long> used = new ArrayList<>();
    List<List<TaskMetrics>> single = new ArrayList<>();
    List<List<TaskMetrics>> joint = new ArrayList<>();
    long first = TrainingSettings.from(model.training()).seed();
    for (long seed = first; seed < first + seeds; seed++) {
      used.add(seed);
      single.add(twins(seed, steps));
      joint.add(run.measure(seeded(model, seed), steps.begin(model.architecture().name())));
    }
    return new Comparison(
        model.name(), twin, model.architecture().name(), used, Gain.between(single, joint));
  }

  private List<TaskMetrics> twins(long seed, Steps steps) {
    List<TaskMetrics> metrics = new ArrayList<>();
    for (Task task : model.tasks()) {
      SingleTaskTwin alone = new SingleTaskTwin(model, task, twin);
      metrics.addAll(
          run.measure(
              seeded(alone.alone(), seed), alone::rows, steps.begin(twin + " of " + task.name())));
    }
    return metrics;
  }

  /** Counts the trainings. */
  private static final class Steps {
    private final Listener listener;
    private final int all;
    private int begun;

    Steps(Listener listener, int all) {
      this.listener = listener;
      this.all = all;
    }

    ProgressListener begin(String name) {
      return listener.begins(name, ++begun, all);
    }
  }

  private static Model seeded(Model of, long seed) {
    return of.withTraining(of.training().with(SEED, List.of(Long.toString(seed))));
  }
}
