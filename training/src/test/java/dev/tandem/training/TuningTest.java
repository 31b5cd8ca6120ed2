package dev.tandem.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Guice;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.search.ModelPart;
import dev.tandem.features.search.ModelSetting;
import dev.tandem.features.search.SearchRange;
import dev.tandem.features.search.SearchSpace;
import dev.tandem.features.search.SearchSpace.Dimension;
import dev.tandem.features.search.SettingValue.Scalar;
import dev.tandem.training.rows.StoredRows;
import dev.tandem.training.tuning.SearchMethod;
import dev.tandem.training.tuning.Trial;
import dev.tandem.training.tuning.TrialResult;
import dev.tandem.training.tuning.Tuning;
import dev.tandem.training.tuning.TuningFailedException;
import dev.tandem.training.tuning.TuningListener;
import dev.tandem.training.tuning.TuningReport;
import dev.tandem.training.tuning.TuningSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TuningTest {
  private static final Funnel FUNNEL = new Funnel(800, 2, 2, 7);
  private static final ModelSetting RATE =
      new ModelSetting.OfPartSetting(ModelPart.OPTIMIZER, "learning_rate");

  private final ModelTrainer trainer =
      Guice.createInjector(new TrainingModule()).getInstance(ModelTrainer.class);

  @TempDir private Path folder;

  private static Model model(String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of("epochs", "3", "patience", "3", "batch_size", "128", "threads", "1"));
    settings.addAll(List.of(more));
    return FUNNEL.model("shared_bottom", settings.toArray(String[]::new));
  }

  private static SearchSpace space(Dimension... dimensions) {
    return new SearchSpace(Optional.of("space.yaml"), List.of(dimensions));
  }

  private static SearchSpace ordinary() {
    return space(
        new Dimension(RATE, new SearchRange.Log(1e-4, 1e-1), 1),
        new Dimension(
            new ModelSetting.OfTask("purchase", "weight"), new SearchRange.Uniform(0.5, 4), 2),
        new Dimension(
            new ModelSetting.OfInput("category_1", "dimension"), new SearchRange.Whole(2, 6), 3));
  }

  private static TuningSettings settings(SearchMethod method, int parallel) {
    return new TuningSettings(method, 8, 5, parallel);
  }

  private TuningReport run(SearchSpace space, TuningSettings settings, TuningListener listener) {
    try (ModelVariants variants = variants()) {
      return Tuning.of(model(), space, settings).run(variants, m -> {}, folder, listener);
    }
  }

  private ModelVariants variants() {
    return new ModelVariants(trainer, FUNNEL.layout(), StoredRows.of(FUNNEL.table()), "f00d");
  }

  private TuningReport run(SearchMethod method, int parallel) {
    return run(ordinary(), settings(method, parallel), TuningListener.SILENT);
  }

  private TrainedModel train(Model model) {
    return trainer.train(
        model, FUNNEL.layout(), StoredRows.of(FUNNEL.table()), ProgressListener.SILENT);
  }

  private static List<Double> scores(List<EpochReport> epochs) {
    return epochs.stream().map(EpochReport::score).toList();
  }

  @Test
  void run_random_findsTheBestScoreOfAll() {
    TuningReport report = run(SearchMethod.RANDOM, 1);
    assertThat(report.results()).hasSize(9);
    assertThat(report.results())
        .isSortedAccordingTo(Comparator.comparingDouble(TrialResult::score).reversed());
    assertThat(report.bestResult().trial()).isEqualTo(report.best().number());
    assertThat(report.results())
        .allSatisfy(
            result -> {
              if (result.trial() != Trial.DECLARED) {
                assertThat(Double.parseDouble(result.settings().get(RATE.path())))
                    .isBetween(1e-4, 1e-1);
              }
            });
    try (TrainedModel trained = train(report.best().model())) {
      assertThat(scores(trained.epochs())).isEqualTo(report.bestResult().scores());
    }
  }

  @Test
  void run_halving_goesOnWithTheBestThirdAsIfThereWereNoPause() {
    TuningReport report = run(SearchMethod.HALVING, 1);
    List<TrialResult> further =
        report.results().stream().filter(result -> result.budget() == 3).toList();
    List<TrialResult> stopped =
        report.results().stream().filter(result -> result.budget() == 1).toList();
    assertThat(further.size() + stopped.size()).isEqualTo(9);
    assertThat(further).extracting(TrialResult::trial).contains(Trial.DECLARED);
    assertThat(further).filteredOn(result -> result.trial() != Trial.DECLARED).hasSizeBetween(2, 3);
    double worst =
        further.stream()
            .filter(r -> r.trial() != Trial.DECLARED || further.size() == 3)
            .mapToDouble(r -> r.scores().get(0))
            .min()
            .orElseThrow();
    assertThat(stopped).allSatisfy(r -> assertThat(r.score()).isLessThanOrEqualTo(worst));
    try (TrainedModel trained = train(report.best().model())) {
      assertThat(scores(trained.epochs())).isEqualTo(report.bestResult().scores());
      assertThat(trained.bestEpoch()).isEqualTo(report.bestResult().bestEpoch());
    }
  }

  @Test
  void run_halving_declaredModelThatIsWorst_runsToTheEnd() {
    SearchSpace better = space(new Dimension(RATE, new SearchRange.Uniform(0.009, 0.011), 1));
    Model slow =
        ModelPart.OPTIMIZER.with(
            model(), new Model.Choice("adam", Funnel.options("learning_rate", "1e-7")));
    try (ModelVariants variants = variants()) {
      TuningReport report =
          Tuning.of(slow, better, new TuningSettings(SearchMethod.HALVING, 5, 5, 1))
              .run(variants, m -> {}, folder, TuningListener.SILENT);
      assertThat(report.results()).filteredOn(r -> r.budget() == 3).hasSize(3);
      assertThat(report.results().get(2).trial()).isEqualTo(Trial.DECLARED);
      assertThat(report.results().get(2).scores()).hasSize(3);
    }
  }

  @Test
  void run_severalAtATime_givesTheSameResults() {
    List<TrialResult> one = withoutTime(run(SearchMethod.HALVING, 1));
    folder = folder.resolve("other");
    assertThat(withoutTime(run(SearchMethod.HALVING, 3))).isEqualTo(one);
  }

  private static List<TrialResult> withoutTime(TuningReport report) {
    return report.results().stream()
        .map(
            r ->
                new TrialResult(
                    r.trial(),
                    r.settings(),
                    r.seed(),
                    r.budget(),
                    r.scores(),
                    r.bestEpoch(),
                    r.failure(),
                    0))
        .toList();
  }

  @Test
  void run_stoppedInTheMiddle_repeatsNothing() {
    List<String> ended = new ArrayList<>();
    TuningListener stopping =
        new TuningListener() {
          @Override
          public void ended(TrialResult result) {
            ended.add(result.trial() + "/" + result.budget());
            if (ended.size() == 10) {
              throw new IllegalStateException("killed");
            }
          }
        };
    TuningSettings settings = settings(SearchMethod.HALVING, 1);
    assertThatThrownBy(() -> run(ordinary(), settings, stopping)).hasMessage("killed");
    TuningListener counting =
        new TuningListener() {
          @Override
          public void ended(TrialResult result) {
            ended.add(result.trial() + "/" + result.budget());
          }
        };
    TuningReport resumed = run(ordinary(), settings, counting);
    // A trial may have ended between the last that was heard of and the stop.
    assertThat(ended).doesNotHaveDuplicates().hasSizeBetween(12, 13);
    assertThat(run(ordinary(), settings, counting).trained()).isZero();
    folder = folder.resolve("other");
    assertThat(withoutTime(run(SearchMethod.HALVING, 1))).isEqualTo(withoutTime(resumed));
  }

  @Test
  void run_moreTrials_keepsThoseItKnows() {
    TuningReport fewer = run(SearchMethod.RANDOM, 1);
    TuningReport more =
        run(ordinary(), new TuningSettings(SearchMethod.RANDOM, 10, 5, 1), TuningListener.SILENT);
    assertThat(more.trained()).isEqualTo(2);
    assertThat(more.results()).containsAll(fewer.results());
  }

  @Test
  void run_divergedTrial_isAResultAndNotTheEnd() {
    SearchSpace space =
        space(
            new Dimension(
                RATE, new SearchRange.Choice(List.of(new Scalar("1e30"), new Scalar("0.002"))), 1));
    TuningReport report = run(space, settings(SearchMethod.RANDOM, 1), TuningListener.SILENT);
    assertThat(report.results()).hasSize(3);
    TrialResult last = report.results().get(2);
    assertThat(last.failed()).isTrue();
    assertThat(last.settings()).containsEntry(RATE.path(), "1e30");
    assertThat(last.failure()).contains("not finite");
    assertThat(report.bestResult().failed()).isFalse();
  }

  @Test
  void run_allTrialsDiverge_saysWhy() {
    Model model =
        ModelPart.OPTIMIZER.with(
            model(), new Model.Choice("sgd", Funnel.options("learning_rate", "1e30")));
    SearchSpace space =
        space(
            new Dimension(
                new ModelSetting.OfTask("click", "weight"), new SearchRange.Uniform(1, 2), 1));
    Tuning tuning = Tuning.of(model, space, new TuningSettings(SearchMethod.HALVING, 2, 5, 1));
    try (ModelVariants variants = variants()) {
      assertThatThrownBy(() -> tuning.run(variants, m -> {}, folder, TuningListener.SILENT))
          .isInstanceOf(TuningFailedException.class)
          .hasMessageStartingWith("no trial came to a result; the first: ");
    }
  }

  @Test
  void run_settingThatAPartRefuses_namesThePlaceBeforeItTrains() {
    SearchSpace space =
        space(
            new Dimension(
                new ModelSetting.OfPartSetting(ModelPart.ARCHITECTURE, "experts"),
                new SearchRange.Whole(2, 8),
                4));
    List<TrialResult> ended = new ArrayList<>();
    assertThatThrownBy(
            () ->
                run(
                    space,
                    settings(SearchMethod.RANDOM, 1),
                    new TuningListener() {
                      @Override
                      public void ended(TrialResult result) {
                        ended.add(result);
                      }
                    }))
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessageMatching(
            "space.yaml:4: architecture.experts: trial 1 has \\d: unknown setting of shared_bottom,"
                + " allowed: bottom, tower, dropout");
    assertThat(ended).isEmpty();
  }

  @Test
  void run_smallSpace_drawsNothingTwice() {
    SearchSpace space =
        space(
            new Dimension(
                new ModelSetting.OfTraining("batch_size"),
                new SearchRange.Choice(List.of(new Scalar("64"), new Scalar("128"))),
                1));
    // 128 is what the model declares.
    assertThat(run(space, settings(SearchMethod.RANDOM, 1), TuningListener.SILENT).results())
        .hasSize(2);
  }

  @Test
  void of_noValidationRows_isRefused() {
    assertThatThrownBy(
            () ->
                Tuning.of(
                    model("validation_share", "0"), ordinary(), settings(SearchMethod.RANDOM, 1)))
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessageContaining("training.validation_share: found 0, allowed: above 0");
  }

  @Test
  void advance_withPauses_givesTheSameBits() {
    try (TrainedModel whole = train(model());
        ModelVariants variants = variants();
        PausableTraining paused = variants.begin(model(), ProgressListener.SILENT)) {
      paused.advance(1);
      assertThat(paused.epochs()).hasSize(1);
      paused.advance(2);
      paused.advance(3);
      assertThat(paused.isOver()).isTrue();
      assertThat(scores(paused.epochs())).isEqualTo(scores(whole.epochs()));
      assertThat(paused.bestEpoch()).isEqualTo(whole.bestEpoch());
    }
  }
}
