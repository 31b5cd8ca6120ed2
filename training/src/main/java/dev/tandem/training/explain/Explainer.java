package dev.tandem.training.explain;

import dev.tandem.features.bundle.ModelBundle;
import dev.tandem.features.bundle.Tensor;
import dev.tandem.features.dataset.LocalDataset;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.table.Table;
import dev.tandem.features.transform.EmbeddedTransform;
import dev.tandem.features.transform.VocabularyTransform;
import dev.tandem.training.embedding.EmbeddingTable;
import dev.tandem.training.evaluation.BundleEvaluation;
import dev.tandem.training.evaluation.BundleScorer;
import dev.tandem.training.evaluation.EvaluatedSplit;
import dev.tandem.training.learner.Learner;
import dev.tandem.training.rows.TimeSplit;
import dev.tandem.training.rows.TrainingRows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Explains a trained model by rows that it has not learnt from: its validation rows, or its test
 * rows if there are none, or its training rows if there are neither. It looks at a bounded number
 * of rows, evenly spread over the split, so that it takes seconds whatever the size of the training
 * set. The same model and rows give the same bits. Not thread-safe.
 */
public final class Explainer {
  /** Each of them goes through the network so many times per feature as there are repeats. */
  private static final int IMPORTANCE_ROWS = 4096;

  private static final int REPEATS = 2;
  private static final int GATE_ROWS = 16_384;
  private static final int GRADIENT_BATCHES = 8;

  /** Numbers of more values say nothing to a person. */
  private static final int READABLE_NUMBERS = 100;

  private static final int SHOWN_VALUES = 8;
  private static final int SHOWN_NEIGHBOURS = 4;

  private final Learner learner;
  private final TrainingRows rows;
  private final List<Task> tasks;
  private final int batchSize;
  private final long seed;

  /**
   * An explainer of what a learner has learnt.
   *
   * @param rows those that it was trained on
   * @param batchSize of the training
   */
  public Explainer(Learner learner, TrainingRows rows, List<Task> tasks, int batchSize, long seed) {
    this.learner = learner;
    this.rows = rows;
    this.tasks = List.copyOf(tasks);
    this.batchSize = batchSize;
    this.seed = seed;
  }

  /**
   * Explains.
   *
   * @param bundle what was published of the learner
   * @param dataset the rows as they are stored
   */
  public Explanation explain(ModelBundle bundle, LocalDataset dataset) {
    Table sample = BundleEvaluation.of(bundle, dataset).on(split()).sample(IMPORTANCE_ROWS);
    return new Explanation(
        sample.rows(),
        importance(bundle, sample),
        GateLook.of(learner, rows, spread(GATE_ROWS)),
        agreement(),
        neighbourhoods());
  }

  private EvaluatedSplit split() {
    if (rows.split().validationRows() > 0) {
      return EvaluatedSplit.VALIDATION;
    }
    return rows.split().testRows() > 0 ? EvaluatedSplit.TEST : EvaluatedSplit.ALL;
  }

  private List<FeatureImportance> importance(ModelBundle bundle, Table sample) {
    try (BundleScorer scorer = BundleScorer.of(bundle)) {
      return new PermutationImportance(scorer, REPEATS, seed).of(sample);
    }
  }

  /** So many of the split's rows at most, evenly spread, in order of time. */
  private int[] spread(int most) {
    TimeSplit split = rows.split();
    int from =
        switch (split()) {
          case VALIDATION -> split.validationFrom();
          case TEST -> split.testFrom();
          case ALL -> 0;
        };
    int to = split() == EvaluatedSplit.VALIDATION ? split.testFrom() : split.rows();
    int apart = Math.max(1, (to - from + most - 1) / most);
    return IntStream.iterate(from, row -> row < to, row -> row + apart).toArray();
  }

  private List<TaskAgreement> agreement() {
    int[] spread = spread(batchSize * GRADIENT_BATCHES);
    int batches = (spread.length + batchSize - 1) / batchSize;
    GradientCosines cosines = new GradientCosines(tasks.size());
    for (int batch = 0; tasks.size() > 1 && batch < batches; batch++) {
      // Each batch is spread over all times as well.
      int first = batch;
      int[] order =
          IntStream.iterate(first, i -> i < spread.length, i -> i + batches)
              .map(i -> spread[i])
              .toArray();
      cosines.add(learner.taskGradients(order, 0, order.length));
    }
    List<TaskAgreement> agreement = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      for (int j = i + 1; j < tasks.size(); j++) {
        if (cosines.mean(i, j).isPresent()) {
          agreement.add(
              new TaskAgreement(
                  tasks.get(i).name(),
                  tasks.get(j).name(),
                  cosines.mean(i, j).getAsDouble(),
                  cosines.conflictShare(i, j).orElseThrow()));
        }
      }
    }
    return agreement;
  }

  private List<Neighbourhood> neighbourhoods() {
    List<EmbeddingTable> tables = learner.inputs().tables();
    List<EmbeddedTransform> owners =
        rows.inputs().embedded().stream().filter(input -> input.tableOf().isEmpty()).toList();
    List<Neighbourhood> found = new ArrayList<>();
    for (int i = 0; i < owners.size(); i++) {
      if (owners.get(i) instanceof VocabularyTransform input && isReadable(input)) {
        EmbeddingNeighbours neighbours = EmbeddingNeighbours.of(input, tensor(tables.get(i)));
        neighbours.values().stream()
            .limit(SHOWN_VALUES)
            .map(value -> neighbourhood(input, neighbours, value))
            .filter(neighbourhood -> !neighbourhood.nearest().isEmpty())
            .forEach(found::add);
      }
    }
    return found;
  }

  private static Tensor tensor(EmbeddingTable table) {
    List<Integer> shape = List.of(table.entries(), table.dimension());
    return Tensor.of(table.name(), shape, table.weights());
  }

  private static Neighbourhood neighbourhood(
      VocabularyTransform input, EmbeddingNeighbours neighbours, String value) {
    List<Neighbour> nearest =
        neighbours.nearest(value, SHOWN_NEIGHBOURS).stream()
            .filter(neighbour -> neighbour.cosine() > 0)
            .toList();
    return new Neighbourhood(input.feature().name(), value, nearest);
  }

  /** Words, and numbers of which there are few; of two values each is the other's nearest. */
  private static boolean isReadable(VocabularyTransform input) {
    int values = input.knownTo() - input.knownFrom();
    boolean words = !input.vocabulary().strings().isEmpty();
    return values > 2 && (words || values <= READABLE_NUMBERS);
  }
}
