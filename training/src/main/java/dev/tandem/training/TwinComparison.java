package dev.tandem.training;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Model.Choice;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Problem;
import dev.tandem.training.comparison.Comparison;
import dev.tandem.training.comparison.Gain;
import dev.tandem.training.metric.TaskMetrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a declared model gains by learning its tasks together: it and its twin, in which each task
 * has a network of its own, are trained on the same rows with several seeds and compared on the
 * test rows. Publishes nothing. Immutable.
 *
 * <p>The twin has the model's inputs, tasks, optimizer and settings of the run; the weights of the
 * tasks count as declared, a weighting method does not. Its towers are as deep and wide as what a
 * task goes through in the model, as far as the declared settings say so.
 */
public final class TwinComparison {
  /** The architecture of a twin. */
  public static final String SINGLE_TASK = "single_task";

  private static final String SEED = "seed";

  /** The settings of layers that a task goes through, from the inputs on. */
  private static final List<String> LAYERS = List.of("bottom", "expert", "tower");

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
   * A comparison of a run's model with its twin.
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

  /** The same with a twin of another architecture, one that has the settings of towers. */
  public TwinComparison against(String architecture) {
    return new TwinComparison(run, model, architecture, seeds);
  }

  /** Is told which training begins, and how it gets on. */
  public interface Listener {
    /** Ignores everything. */
    Listener SILENT = (architecture, number, all) -> ProgressListener.SILENT;

    /**
     * A training begins.
     *
     * @param number counted from 1
     * @return what is told how it gets on
     */
    ProgressListener begins(String architecture, int number, int all);
  }

  /**
   * Trains and compares.
   *
   * @throws InvalidDeclarationException and the like, as {@link TrainingRun#run}
   */
  public Comparison run(Listener listener) {
    List<Long> used = new ArrayList<>();
    List<List<TaskMetrics>> single = new ArrayList<>();
    List<List<TaskMetrics>> joint = new ArrayList<>();
    long first = TrainingSettings.from(model.training()).seed();
    for (int i = 0; i < seeds; i++) {
      long seed = first + i;
      used.add(seed);
      single.add(run.measure(seeded(twin(), seed), listener.begins(twin, 2 * i + 1, 2 * seeds)));
      joint.add(
          run.measure(
              seeded(model, seed),
              listener.begins(model.architecture().name(), 2 * i + 2, 2 * seeds)));
    }
    return new Comparison(
        model.name(), twin, model.architecture().name(), used, Gain.between(single, joint));
  }

  private Model twin() {
    return with(new Choice(twin, towers()), Optional.empty(), model.training());
  }

  /** Towers as deep as what a task goes through in the model; none said, the twin's own default. */
  private Options towers() {
    Map<String, List<String>> declared = model.architecture().options().values();
    Map<String, List<String>> options = new LinkedHashMap<>();
    List<String> widths =
        LAYERS.stream()
            .flatMap(layers -> declared.getOrDefault(layers, List.of()).stream())
            .toList();
    if (!widths.isEmpty()) {
      options.put("tower", widths);
    }
    if (declared.containsKey("dropout")) {
      options.put("dropout", declared.get("dropout"));
    }
    return new Options(options);
  }

  private static Model seeded(Model of, long seed) {
    Map<String, List<String>> training = new LinkedHashMap<>(of.training().values());
    training.put(SEED, List.of(Long.toString(seed)));
    return with(of, of.architecture(), of.weighting(), new Options(training));
  }

  private Model with(Choice architecture, Optional<Choice> weighting, Options training) {
    return with(model, architecture, weighting, training);
  }

  private static Model with(
      Model of, Choice architecture, Optional<Choice> weighting, Options training) {
    return new Model(
        of.name(),
        of.trainingSet(),
        of.inputs(),
        of.tasks(),
        architecture,
        of.optimizer(),
        weighting,
        training);
  }
}
