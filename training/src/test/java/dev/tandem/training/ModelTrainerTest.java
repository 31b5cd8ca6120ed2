package dev.tandem.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.inject.Guice;
import dev.tandem.features.bundle.Provenance.SplitRows;
import dev.tandem.features.bundle.Tensor;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Model.Choice;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.table.Table;
import dev.tandem.training.learner.DivergedException;
import dev.tandem.training.metric.Auc;
import dev.tandem.training.metric.Metric;
import dev.tandem.training.metric.TaskMetrics;
import dev.tandem.training.rows.StoredRows;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTrainerTest {
  private final ModelTrainer trainer =
      Guice.createInjector(new TrainingModule()).getInstance(ModelTrainer.class);

  private TrainedModel train(Funnel funnel, Model model) {
    return trainer.train(
        model, funnel.layout(), StoredRows.of(funnel.table()), ProgressListener.SILENT);
  }

  /** The AUC of the true probabilities on the test rows, which no model can beat but by chance. */
  private static double bestAuc(Funnel funnel, TrainedModel trained, int task) {
    // The funnel's rows are in order of time, and stay so but for equal times: match by identity.
    int from = trained.rows().split().testFrom();
    float[] testLabels = trained.rows().labels(task, from, trained.rows().size());
    Table ids = trained.rows().testRows(List.of("__id_lo"));
    float[] truth = new float[testLabels.length];
    for (int i = 0; i < truth.length; i++) {
      truth[i] = funnel.truth(task)[(int) ids.longs("__id_lo").value(i)];
    }
    return Auc.of(truth, testLabels).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"aitm", "esmm", "shared_bottom", "separate_towers"})
  void train_funnel_comesCloseToTheBestPossible(String architecture) {
    Funnel funnel = new Funnel(20_000, 3, 4, 7);
    Model model = funnel.model(architecture, "batch_size", "256", "epochs", "8", "patience", "3");
    try (TrainedModel trained = train(funnel, model)) {
      List<TaskMetrics> metrics = trained.test().metrics();
      for (int task = 0; task < 3; task++) {
        double best = bestAuc(funnel, trained, task);
        double found = metrics.get(task).values().get(TaskMetrics.AUC);
        assertThat(found - 0.5)
            .as("AUC of task %d, best %s", task, best)
            .isGreaterThan(0.95 * (best - 0.5));
      }
      // The rating's own deviation is near 1; 0.3 of it is noise.
      assertThat(metrics.get(3).values().get(TaskMetrics.RMSE)).isLessThan(0.6);
    }
  }

  @Test
  void train_groupDeclared_measuresWithinGroups() {
    Funnel funnel = new Funnel(3_000, 3, 4, 7);
    Model model =
        funnel.model("shared_bottom", "epochs", "2", "group", "category_1", "metric", "click.gauc");
    try (TrainedModel trained = train(funnel, model)) {
      double gauc = trained.testMetrics().get(0).value(Metric.GAUC).orElseThrow();
      assertThat(gauc).isBetween(0.5, 1.0);
      assertThat(gauc).isNotEqualTo(trained.testMetrics().get(0).value(Metric.AUC).orElseThrow());
      EpochReport epoch = trained.epochs().get(0);
      assertThat(epoch.score())
          .isEqualTo(epoch.validation().get(0).value(Metric.GAUC).orElseThrow());
    }
  }

  @Test
  void train_groupThatIsNoColumn_saysWhichThereAre() {
    Funnel funnel = new Funnel(300, 1, 1, 7);
    assertThatThrownBy(() -> train(funnel, funnel.model("aitm", "group", "user")))
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessageContaining(
            "training.group: found 'user', which the training set does not have, it has: __time,");
    assertThatThrownBy(() -> train(funnel, funnel.model("aitm", "group", "number_0")))
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessageContaining(
            "group: 'number_0' is float64, allowed: a column of int64, string or bool");
  }

  @Test
  void train_twice_givesTheSameBits() {
    Funnel funnel = new Funnel(3_000, 3, 4, 7);
    Model model = funnel.model("aitm", "batch_size", "128", "epochs", "2");
    try (TrainedModel one = train(funnel, model);
        TrainedModel other = train(funnel, model)) {
      assertThat(one.weights()).isEqualTo(other.weights());
      assertThat(one.export()).isEqualTo(other.export());
    }
  }

  @Test
  void train_anyOrderOfRows_givesTheSameBits() {
    Funnel funnel = new Funnel(2_000, 3, 4, 7);
    Model model = funnel.model("aitm", "batch_size", "128", "epochs", "1");
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      order.add(i);
    }
    java.util.Collections.shuffle(order, new Random(1));
    Table shuffled = funnel.table().select(order.stream().mapToInt(Integer::intValue).toArray());
    try (TrainedModel one = train(funnel, model);
        TrainedModel other =
            trainer.train(
                model, funnel.layout(), StoredRows.of(shuffled), ProgressListener.SILENT)) {
      assertThat(one.weights()).isEqualTo(other.weights());
    }
  }

  @Test
  void train_batchOfOne_andDropout_work() {
    Funnel funnel = new Funnel(120, 2, 2, 7);
    Model model =
        withArchitecture(
            funnel.model("aitm", "batch_size", "1", "epochs", "1"),
            "aitm",
            Funnel.options("dropout", "0.3"));
    try (TrainedModel trained = train(funnel, model)) {
      assertThat(trained.export()).isNotEmpty();
    }
  }

  @Test
  void train_restoresTheBestEpoch() {
    // So high a rate and so few rows overfit: the best epoch is not the last.
    Funnel funnel = new Funnel(1_500, 3, 4, 7);
    Model model =
        funnel.model("shared_bottom", "batch_size", "32", "epochs", "30", "patience", "4");
    try (TrainedModel trained = train(funnel, model)) {
      List<EpochReport> epochs = trained.epochs();
      double best = epochs.stream().mapToDouble(EpochReport::score).max().orElseThrow();
      assertThat(trained.bestEpoch()).isEqualTo(epochs.size() - 4).isLessThan(26);
      assertThat(epochs.get(trained.bestEpoch() - 1).score()).isEqualTo(best);
      int from = trained.rows().split().validationFrom();
      int to = trained.rows().split().testFrom();
      assertThat(trained.predictions(from, to).metrics())
          .isEqualTo(epochs.get(trained.bestEpoch() - 1).validation());
    }
  }

  @Test
  void train_noValidationRows_runsAllEpochs() {
    Funnel funnel = new Funnel(500, 2, 2, 7);
    Model model = funnel.model("aitm", "validation_share", "0", "test_share", "0", "epochs", "3");
    try (TrainedModel trained = train(funnel, model)) {
      assertThat(trained.epochs()).hasSize(3);
      assertThat(trained.bestEpoch()).isEqualTo(3);
      assertThat(trained.epochs().get(0).score()).isNaN();
      assertThat(trained.export()).isNotEmpty();
    }
  }

  @Test
  void train_oneClassAlone_isScoredByLogLoss() {
    Funnel funnel = new Funnel(600, 2, 2, 7);
    for (int row = 0; row < 600; row++) {
      funnel.table().longs("label.click").set(row, 0);
    }
    Task click = new Task("click", Task.Kind.BINARY, "click", 1, Optional.empty());
    Model model = withTasks(funnel.model("aitm", "epochs", "2"), List.of(click));
    try (TrainedModel trained = train(funnel, model)) {
      EpochReport epoch = trained.epochs().get(1);
      assertThat(epoch.score())
          .isCloseTo(-epoch.validation().get(0).values().get("log_loss"), within(1e-12));
    }
  }

  @Test
  void train_tellsItsListener() {
    Funnel funnel = new Funnel(1_000, 2, 2, 7);
    List<String> told = new ArrayList<>();
    ProgressListener listener =
        new ProgressListener() {
          @Override
          public void prepared(SplitRows rows) {
            told.add(rows.toString());
          }

          @Override
          public void stepped(int epoch, int step, int steps, double loss) {
            told.add(epoch + ":" + step + "/" + steps);
          }

          @Override
          public void epochEnded(EpochReport epoch) {
            told.add("end " + epoch.epoch());
          }
        };
    Model model = funnel.model("aitm", "batch_size", "500", "epochs", "1");
    trainer.train(model, funnel.layout(), StoredRows.of(funnel.table()), listener).close();
    assertThat(told.get(0)).matches("SplitRows\\[training=80\\d, validation=\\d+, test=\\d+]");
    assertThat(told.subList(1, 4)).containsExactly("1:1/2", "1:2/2", "end 1");
  }

  @Test
  void train_withPosition_addsATowerThatIsNotExported() {
    Funnel funnel = new Funnel(2_000, 2, 2, 7);
    Model model = funnel.model("mmoe", "epochs", "1");
    Model placed =
        model.withArchitecture(new Choice("mmoe", Funnel.options("position", "number_0")));
    try (TrainedModel trained = train(funnel, placed)) {
      assertThat(trained.weights().stream().map(Tensor::name))
          .contains("position.click.0.weight", "gate.click.weight")
          .doesNotContain("position.rating.0.weight");
      String onnx = new String(trained.export(), StandardCharsets.ISO_8859_1);
      assertThat(onnx).contains("gate.click.weight").doesNotContain("position.click");
    }
  }

  @Test
  void train_rateTooHigh_saysWhatDiverged() {
    Funnel funnel = new Funnel(1_000, 2, 2, 7);
    Model model = funnel.model("shared_bottom", "batch_size", "64");
    Model wild = model.withOptimizer(new Choice("sgd", Funnel.options("learning_rate", "1e30")));
    assertThatThrownBy(() -> train(funnel, wild))
        .isInstanceOf(DivergedException.class)
        .hasMessageMatching(
            "training diverged in epoch 1, step \\d+: the loss is .*; the first tensor that is not"
                + " finite is .*; lower optimizer.learning_rate.*");
  }

  @Test
  void train_unknownParts_nameTheKnown() {
    Funnel funnel = new Funnel(100, 2, 2, 7);
    assertThatThrownBy(() -> train(funnel, funnel.model("mlp")))
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessage(
            "architecture.name: unknown architecture 'mlp', known: adversarial, aitm, cgc,"
                + " cross_stitch, escm2, esm2, esmm, hierarchical, l2_tied, mmoe, mose, nmtr, omoe,"
                + " ple, poso, separate_towers, shared_bottom, single_task");
    assertThatThrownBy(() -> train(funnel, funnel.model("aitm", "epoch", "3")))
        .hasMessage(
            "epoch: unknown setting of training, allowed: batch_size, epochs, patience,"
                + " validation_share, test_share, seed, threads, embedding_l2, l2,"
                + " checkpoint_epochs, checkpoint_steps, metric, group");
    assertThatThrownBy(
            () ->
                train(
                    funnel,
                    withArchitecture(funnel.model("aitm"), "aitm", Funnel.options("experts", "3"))))
        .hasMessage("experts: unknown setting of aitm, allowed: tower, calibrator, dropout");
  }

  @Test
  void train_settingsOutOfRange_areRefused() {
    Funnel funnel = new Funnel(100, 2, 2, 7);
    assertThatThrownBy(() -> train(funnel, funnel.model("aitm", "batch_size", "0")))
        .hasMessage("training.batch_size: found 0, allowed: 1 or more");
    assertThatThrownBy(
            () ->
                train(funnel, funnel.model("aitm", "validation_share", "0.7", "test_share", "0.4")))
        .hasMessageContaining("allowed: below 1 together with test_share");
    assertThatThrownBy(
            () ->
                train(
                    funnel,
                    withArchitecture(funnel.model("aitm"), "aitm", Funnel.options("dropout", "1"))))
        .hasMessage("architecture.dropout: found 1.0, allowed: 0 up to below 1");
  }

  @Test
  void train_tasksThatDoNotFit_areRefused() {
    Funnel funnel = new Funnel(100, 2, 2, 7);
    Task dense = new Task("dense", Task.Kind.BINARY, "click", 1, Optional.empty());
    assertThatThrownBy(() -> train(funnel, withTasks(funnel.model("aitm"), List.of(dense))))
        .hasMessage("tasks.dense: an input of the network bears this name");
    Task lost = new Task("a", Task.Kind.BINARY, "nothing", 1, Optional.empty());
    assertThatThrownBy(() -> train(funnel, withTasks(funnel.model("aitm"), List.of(lost))))
        .hasMessage("tasks.a.label: the training set has no label 'nothing'");
    Task rating = new Task("a", Task.Kind.BINARY, "rating", 1, Optional.empty());
    assertThatThrownBy(() -> train(funnel, withTasks(funnel.model("aitm"), List.of(rating))))
        .hasMessageContaining("tasks.a.label: 'rating' holds")
        .hasMessageContaining("allowed: 0, 1, null");
    Task late = new Task("a", Task.Kind.BINARY, "cart", 1, Optional.of("b"));
    Task early = new Task("b", Task.Kind.BINARY, "click", 1, Optional.empty());
    assertThatThrownBy(() -> train(funnel, withTasks(funnel.model("aitm"), List.of(late, early))))
        .hasMessage("tasks.a.after: found b, allowed: an earlier binary task []");
  }

  @Test
  void train_everyKindOfTask_learnsAndExports() {
    Funnel funnel = new Funnel(4_000, 3, 3, 7);
    List<Task> tasks =
        List.of(
            new Task("click", Task.Kind.BINARY, "click", 1, Optional.empty()),
            task("bought", Task.Kind.BINARY, "purchase", Optional.of("click"), Options.none()),
            task("stars", Task.Kind.REGRESSION, "rating", Optional.empty(), range("-5", "15")),
            task("spend", Task.Kind.ZILN, "spend", Optional.empty(), Options.none()),
            task("steps", Task.Kind.MULTICLASS, "steps", Optional.empty(), classes()));
    Model model = withTasks(funnel.model("shared_bottom"), tasks);
    try (TrainedModel trained = train(funnel, model)) {
      assertThat(trained.export()).isNotEmpty();
      float[] steps = trained.test().probabilities(4);
      float[] expected = trained.test().values(4);
      for (int row = 0; row < expected.length; row++) {
        float sum = 0;
        float mean = 0;
        for (int c = 0; c < 4; c++) {
          sum += steps[4 * row + c];
          mean += c * steps[4 * row + c];
        }
        assertThat(sum).isCloseTo(1, within(1e-5f));
        assertThat(expected[row]).isCloseTo(mean, within(1e-4f));
      }
      assertThat(trained.rows().labels(1, 0, trained.rows().size())).contains(Float.NaN);
    }
  }

  @Test
  void train_labelsThatTheTaskCannotHave_areRefused() {
    Funnel funnel = new Funnel(400, 2, 2, 7);
    Task narrow =
        task("stars", Task.Kind.REGRESSION, "rating", Optional.empty(), range("2", "2.5"));
    assertThatThrownBy(
            () -> train(funnel, withTasks(funnel.model("shared_bottom"), List.of(narrow))))
        .hasMessageContaining("tasks.stars.label: 'rating' holds")
        .hasMessageContaining("allowed: 2.0 to 2.5, null");
    Task classes = task("stars", Task.Kind.MULTICLASS, "rating", Optional.empty(), classes());
    assertThatThrownBy(
            () -> train(funnel, withTasks(funnel.model("shared_bottom"), List.of(classes))))
        .hasMessageContaining("allowed: 0.0, 1.0, 2.0, 3.0, null");
  }

  private static Task task(
      String name, Task.Kind kind, String label, Optional<String> space, Options options) {
    return new Task(name, kind, label, 1, Optional.empty(), space, options);
  }

  private static Options range(String low, String high) {
    return new Options(Map.of(Task.RANGE, List.of(low, high)));
  }

  private static Options classes() {
    return new Options(Map.of(Task.CLASSES, List.of("0", "1", "2", "3")));
  }

  private static Model withTasks(Model model, List<Task> tasks) {
    return model.withTasks(tasks);
  }

  private static Model withArchitecture(Model model, String name, Options options) {
    return model.withArchitecture(new Choice(name, options));
  }
}
