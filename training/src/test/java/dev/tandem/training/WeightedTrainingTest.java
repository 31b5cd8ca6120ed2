package dev.tandem.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Model.Choice;
import dev.tandem.features.declaration.Options;
import dev.tandem.training.metric.TaskMetrics;
import dev.tandem.training.rows.StoredRows;
import dev.tandem.training.weighting.TaskLosses;
import dev.tandem.training.weighting.Weighting;
import dev.tandem.training.weighting.WeightingFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WeightedTrainingTest {
  private static final Injector INJECTOR = Guice.createInjector(new TrainingModule());
  private static final Funnel FUNNEL = new Funnel(3_000, 3, 4, 7);

  static Set<String> weightings() {
    return INJECTOR
        .getInstance(Key.get(new TypeLiteral<Map<String, WeightingFactory>>() {}))
        .keySet();
  }

  static Model model(String weighting, Choice optimizer, String... training) {
    Model plain = FUNNEL.model("shared_bottom", training);
    return new Model(
        plain.name(),
        plain.trainingSet(),
        plain.inputs(),
        plain.tasks(),
        plain.architecture(),
        optimizer,
        Optional.of(new Choice(weighting, Options.none())),
        plain.training());
  }

  private static TrainedModel train(Injector injector, Model model) {
    return injector
        .getInstance(ModelTrainer.class)
        .train(model, FUNNEL.layout(), StoredRows.of(FUNNEL.table()), ProgressListener.SILENT);
  }

  @ParameterizedTest
  @MethodSource("weightings")
  void train_everyWeighting_learnsTheSameBitsTwice(String weighting) {
    Choice clipped = new Choice("adam", Funnel.options("clip_norm", "1", "learning_rate", "0.003"));
    Model model = model(weighting, clipped, "batch_size", "128", "epochs", "3");
    try (TrainedModel one = train(INJECTOR, model);
        TrainedModel other = train(INJECTOR, model)) {
      assertThat(one.weights()).isEqualTo(other.weights());
      assertThat(one.epochs()).allMatch(epoch -> Double.isFinite(epoch.loss()));
      for (TaskMetrics task : one.test().metrics().subList(0, 3)) {
        assertThat(task.values().get(TaskMetrics.AUC)).as(task.task()).isGreaterThan(0.65);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"adagrad, 0.03", "adamw, 0.01", "sgd, 0.3"})
  void train_everyOptimizer_learns(String optimizer, String rate) {
    Options options =
        Funnel.options(
            "learning_rate", rate, "schedule", "cosine", "decay_steps", "60", "warmup_steps", "5");
    Model model =
        model("fixed", new Choice(optimizer, options), "batch_size", "128", "epochs", "4");
    try (TrainedModel trained = train(INJECTOR, model)) {
      assertThat(trained.test().metrics().get(0).values().get(TaskMetrics.AUC)).isGreaterThan(0.6);
    }
  }

  /** A team's own weighting: the first task alone. */
  private static final class FirstAlone extends AbstractModule {
    @Override
    protected void configure() {
      MapBinder.newMapBinder(binder(), String.class, WeightingFactory.class)
          .addBinding("first_alone")
          .toInstance(
              (tasks, options) ->
                  new Weighting() {
                    @Override
                    public void weigh(long step, TaskLosses losses, double[] factors) {
                      Arrays.fill(factors, 0);
                      factors[0] = 1;
                    }
                  });
    }
  }

  @Test
  void train_weightingOfAModule_isUsed() {
    Injector injector = Guice.createInjector(new TrainingModule(), new FirstAlone());
    Choice adam = new Choice("adam", Options.none());
    try (TrainedModel trained =
            train(injector, model("first_alone", adam, "batch_size", "128", "epochs", "4"));
        TrainedModel untrained =
            train(injector, model("first_alone", adam, "batch_size", "3000", "epochs", "1"))) {
      // Nothing but the first task's own head has learnt from labels.
      assertThat(trained.weights())
          .filteredOn(tensor -> tensor.name().startsWith("head.rating"))
          .containsExactlyElementsOf(
              untrained.weights().stream()
                  .filter(tensor -> tensor.name().startsWith("head.rating"))
                  .toList());
      assertThat(trained.test().metrics().get(0).values().get(TaskMetrics.AUC)).isGreaterThan(0.65);
    }
  }

  @Test
  void train_unknownWeighting_namesTheKnown() {
    Choice adam = new Choice("adam", Options.none());
    assertThatThrownBy(() -> train(INJECTOR, model("gradvac", adam)))
        .hasMessage(
            "weighting.name: unknown weighting 'gradvac', known: adatask, cagrad, decay, dtp, dwa,"
                + " fixed, geometric, gradnorm, metabalance, pcgrad, random, uncertainty");
    assertThatThrownBy(
            () ->
                train(
                    INJECTOR,
                    model("fixed", new Choice("adam", Funnel.options("clip_norm", "-1")))))
        .hasMessage("optimizer.clip_norm: found -1.0, allowed: a number above 0");
    assertThatThrownBy(() -> train(INJECTOR, model("dtp", adam, "validation_share", "0")))
        .hasMessageContaining("training.validation_share: found 0, allowed: above 0");
  }
}
