package dev.tandem.training.evaluation;

import dev.tandem.features.bundle.BundleManifest;
import dev.tandem.features.bundle.BundledTask;
import dev.tandem.features.bundle.ModelBundle;
import dev.tandem.features.bundle.Provenance;
import dev.tandem.features.dataset.LocalDataset;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Problem;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.training.metric.TaskScores;
import dev.tandem.training.rows.LabelColumns;
import dev.tandem.training.rows.ServiceVersions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Measures a bundle on a dataset: its features go through the bundle's input program and network,
 * and the predictions are held against its labels. Reads the dataset block by block; of each row
 * only predictions and labels are kept. Immutable.
 */
public final class BundleEvaluation {
  private final ModelBundle bundle;
  private final LocalDataset dataset;
  private final EvaluatedSplit split;
  private final Optional<String> group;

  private BundleEvaluation(
      ModelBundle bundle, LocalDataset dataset, EvaluatedSplit split, Optional<String> group) {
    this.bundle = bundle;
    this.dataset = dataset;
    this.split = split;
    this.group = group;
  }

  /** An evaluation on the rows of the test split. */
  public static BundleEvaluation of(ModelBundle bundle, LocalDataset dataset) {
    return new BundleEvaluation(bundle, dataset, EvaluatedSplit.TEST, Optional.empty());
  }

  /** The same on other rows. */
  public BundleEvaluation on(EvaluatedSplit rows) {
    return new BundleEvaluation(bundle, dataset, rows, group);
  }

  /** The same with the measures within the groups that a column's equal values make. */
  public BundleEvaluation groupedBy(String column) {
    return new BundleEvaluation(bundle, dataset, split, Optional.of(column));
  }

  /**
   * Measures.
   *
   * @throws DatasetMismatchException if another version of the feature service computed the
   *     dataset, or it lacks what the model reads, or has no such row
   * @throws InvalidDeclarationException if the dataset lacks a label or the group, or a label is
   *     none that its task can have
   * @throws UnusableBundleException if the network cannot be run
   * @throws UncheckedIOException if the dataset cannot be read
   */
  public Evaluation run() {
    try (BundleScorer scorer = BundleScorer.of(bundle)) {
      requireReadable();
      requireGroup();
      ScoredRows scored = new ScoredRows(scorer.tasks(), group);
      dataset.forEachBatch(columns(scorer.tasks()), block -> add(block, scorer, scored));
      requireRows(scored.rows());
      return new Evaluation(
          bundle.manifest().model(),
          bundle.manifest().architecture(),
          bundle.directory().toString(),
          dataset.toString(),
          split,
          scored.rows(),
          group,
          scored.measure());
    } catch (IOException e) {
      throw new UncheckedIOException(dataset + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Some of the rows, evenly spread over all, with the features that the model reads and its
   * labels.
   *
   * @param most so many at most, at least 1
   * @throws DatasetMismatchException as {@link #run}
   */
  public Table sample(int most) {
    List<Task> tasks = bundle.manifest().tasks().stream().map(BundledTask::task).toList();
    try {
      requireReadable();
      int[] count = new int[1];
      dataset.forEachBatch(List.of(EventColumns.TIME), block -> count[0] += chosen(block).rows());
      requireRows(count[0]);
      int apart = (count[0] + most - 1) / most;
      int[] passed = new int[1];
      List<Table> sampled = new ArrayList<>();
      dataset.forEachBatch(
          columns(tasks), block -> sampled.add(everyNth(chosen(block), apart, passed)));
      return Table.concat(sampled);
    } catch (IOException e) {
      throw new UncheckedIOException(dataset + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Of the rows, which come after {@code passed[0]} others, those whose number divides. */
  private static Table everyNth(Table rows, int apart, int[] passed) {
    int before = passed[0];
    passed[0] += rows.rows();
    return rows.select(
        IntStream.range(0, rows.rows()).filter(row -> (before + row) % apart == 0).toArray());
  }

  private List<Field> present() {
    return dataset.manifest().fields();
  }

  private void requireReadable() throws IOException {
    BundleManifest model = bundle.manifest();
    Optional<String> version = ServiceVersions.of(dataset);
    if (version.isPresent() && !version.get().equals(model.serviceVersion())) {
      throw new DatasetMismatchException(
          "model '%s' was trained on version %s of feature service '%s', %s was computed by version %s; train the model again, or evaluate it on a dataset of its own version"
              .formatted(
                  model.model(), model.serviceVersion(), model.service(), dataset, version.get()));
    }
    requireLayout();
  }

  private void requireLayout() {
    List<String> absent =
        bundle.manifest().inputs().layout().stream()
            .filter(field -> !present().contains(field))
            .map(field -> field.name() + ": " + field.type().declaredName())
            .toList();
    if (!absent.isEmpty()) {
      throw new DatasetMismatchException(
          "model '%s' reads %s, which is not in %s; backfill the training set again, or train the model again on it"
              .formatted(bundle.manifest().model(), String.join(", ", absent), dataset));
    }
  }

  private void requireGroup() {
    List<String> names = present().stream().map(Field::name).toList();
    if (group.isPresent() && !names.contains(group.get())) {
      throw new InvalidDeclarationException(
          List.of(
              new Problem(
                  "group",
                  "found '%s', allowed: a column of the dataset, which has %s"
                      .formatted(group.get(), String.join(", ", names)))));
    }
  }

  /** Labels that are not there are left to be reported with their task. */
  private List<String> columns(List<Task> tasks) {
    Set<String> wanted = new LinkedHashSet<>();
    wanted.add(EventColumns.TIME);
    bundle.manifest().inputs().layout().forEach(field -> wanted.add(field.name()));
    tasks.forEach(task -> wanted.add(LabelColumns.name(task.label())));
    group.ifPresent(wanted::add);
    List<String> names = present().stream().map(Field::name).toList();
    return wanted.stream().filter(names::contains).toList();
  }

  private void add(Table block, BundleScorer scorer, ScoredRows scored) {
    Table rows = chosen(block);
    List<String> layout = scorer.inputs().layout().stream().map(Field::name).toList();
    List<TaskScores> scores = scorer.score(rows.project(layout));
    int[] all = IntStream.range(0, rows.rows()).toArray();
    List<float[]> labels =
        scorer.tasks().stream()
            .map(task -> LabelColumns.read(rows, task, scorer.tasks(), all))
            .toList();
    scored.add(rows.rows(), scores, labels);
    scored.groups().ifPresent(groups -> groups.add(rows.column(groups.column())));
  }

  private Table chosen(Table block) {
    if (split == EvaluatedSplit.ALL) {
      return block;
    }
    LongColumn times = block.longs(EventColumns.TIME);
    long from = fromMillis();
    long to = toMillis();
    return block.select(
        IntStream.range(0, block.rows())
            .filter(row -> times.value(row) >= from && times.value(row) < to)
            .toArray());
  }

  private long fromMillis() {
    Provenance provenance = bundle.manifest().provenance();
    return switch (split) {
      case TEST -> provenance.testFromMillis();
      case VALIDATION -> provenance.validationFromMillis();
      case ALL -> Long.MIN_VALUE;
    };
  }

  private long toMillis() {
    return split == EvaluatedSplit.VALIDATION
        ? bundle.manifest().provenance().testFromMillis()
        : Long.MAX_VALUE;
  }

  private void requireRows(int found) {
    if (found == 0) {
      throw new DatasetMismatchException(noRow());
    }
  }

  private String noRow() {
    Instant from = Instant.ofEpochMilli(fromMillis());
    return switch (split) {
      case ALL -> dataset + " has no row";
      case TEST ->
          "%s: none is at or after %s, where the test rows of model '%s' begin; the split 'all' measures every row"
              .formatted(dataset, from, bundle.manifest().model());
      case VALIDATION ->
          "%s: none is at or after %s and before %s, where the validation rows of model '%s' are; the split 'all' measures every row"
              .formatted(
                  dataset, from, Instant.ofEpochMilli(toMillis()), bundle.manifest().model());
    };
  }
}
