package dev.tandem.features.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Model.Choice;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Problem;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.search.DeclaredSections;
import dev.tandem.features.search.SearchSpace;
import dev.tandem.features.search.SettingValue;
import dev.tandem.features.search.SettingValue.Part;
import dev.tandem.features.search.SettingValue.Scalar;
import dev.tandem.features.search.SettingValue.Sequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchSpaceReaderTest {
  private static final Model MODEL =
      new Model(
          "ranker",
          "rows",
          List.of(
              new Input("user_id", Input.Kind.CATEGORICAL, Options.none()),
              new Input("user_activity.clicks_7d", Input.Kind.NUMERIC, Options.none())),
          List.of(
              new Task("click", Task.Kind.BINARY, "click", 1, Optional.empty()),
              new Task("purchase", Task.Kind.BINARY, "purchase", 1, Optional.of("click"))),
          new Choice("aitm", new Options(Map.of("calibrator", List.of("0.5")))),
          new Choice("adam", Options.none()),
          Optional.empty(),
          new Options(Map.of("epochs", List.of("9"))));

  @TempDir private Path folder;

  private SearchSpace read(String yaml) throws IOException {
    return SearchSpaceReader.read(Files.writeString(folder.resolve("space.yaml"), yaml), MODEL);
  }

  @Test
  void read_everyKind_changesTheModelAndPrintsIt() throws IOException {
    SearchSpace space =
        read(
            """
            optimizer.learning_rate: {log: [1e-4, 1e-2]}
            architecture.tower: {choice: [[64], [128, 64]]}
            architecture: {choice: [aitm, {name: shared_bottom, bottom: [32]}]}
            tasks.purchase.weight: {uniform: [0.5, 4]}
            inputs.user_id.dimension: {integer: [4, 32]}
            inputs.user_activity.clicks_7d.log: {choice: [true, false]}
            training.batch_size: {choice: [512, 1024]}
            weighting.name: {choice: [fixed, uncertainty]}
            """);
    List<SettingValue> values =
        List.of(
            new Scalar("0.002"),
            new Sequence(List.of("128", "64")),
            new Part(new Choice("shared_bottom", new Options(Map.of("bottom", List.of("32"))))),
            new Scalar("2.5"),
            new Scalar("16"),
            new Scalar("true"),
            new Scalar("512"),
            new Scalar("uncertainty"));

    Model model = space.apply(MODEL, values);

    assertThat(model.tasks().get(1).weight()).isEqualTo(2.5);
    assertThat(model.architecture().name()).isEqualTo("shared_bottom");
    assertThat(DeclaredSections.yaml(space, model))
        .isEqualTo(
            """
            inputs:
              user_id: {kind: categorical, dimension: 16}
              user_activity.clicks_7d: {kind: numeric, log: true}
            tasks:
              purchase: {kind: binary, label: purchase, after: click, weight: 2.5}
            architecture: {name: shared_bottom, bottom: 32, tower: [128, 64]}
            optimizer: {name: adam, learning_rate: 0.002}
            weighting: uncertainty
            training: {batch_size: 512, epochs: 9}
            """);
  }

  @Test
  void apply_wholePart_dropsTheDeclaredSettings() throws IOException {
    SearchSpace space = read("architecture: {choice: [aitm, shared_bottom]}");
    Model model = space.apply(MODEL, List.of(new Scalar("shared_bottom")));
    assertThat(model.architecture()).isEqualTo(new Choice("shared_bottom", Options.none()));
  }

  @Test
  void apply_nameOfAPart_keepsTheDeclaredSettings() throws IOException {
    SearchSpace space = read("architecture.name: {choice: [aitm, shared_bottom]}");
    Model model = space.apply(MODEL, List.of(new Scalar("shared_bottom")));
    assertThat(model.architecture())
        .isEqualTo(new Choice("shared_bottom", MODEL.architecture().options()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          optimiser.learning_rate: {log: [1, 2]} | optimiser.learning_rate: found 'optimiser', allowed: architecture, optimizer, weighting, training, tasks, inputs, did you mean 'optimizer'?
          tasks.purchas.weight: {uniform: [1, 2]} | tasks.purchas.weight: found 'purchas', allowed: click, purchase, did you mean 'purchase'?
          tasks.purchase.wait: {uniform: [1, 2]} | tasks.purchase.wait: found 'wait', allowed: weight
          inputs.user_id.bins: {integer: [1, 2]} | inputs.user_id.bins: found 'bins', allowed: dimension, min_count, overflow, table
          inputs.item_id.dimension: {integer: [1, 2]} | inputs.item_id.dimension: found 'item_id', allowed: user_id, user_activity.clicks_7d
          training.test_share: {uniform: [0.1, 0.2]} | training.test_share: the same for all trials, allowed: declare it in the model
          training: {choice: [1]} | training: the whole section, allowed: one of its settings, training.SETTING
          optimizer.learning_rate: {log: [0.01, 0.001]} | optimizer.learning_rate.log: found 0.01 and 0.001, allowed: a lower end below the upper one
          optimizer.learning_rate: {log: [0, 0.001]} | optimizer.learning_rate.log: found 0.0, allowed: a number above 0
          optimizer.learning_rate: {log: [0.001]} | optimizer.learning_rate.log: found 1 values, allowed: [low, high]
          optimizer.learning_rate: {log: 0.001} | optimizer.learning_rate.log: found '0.001', allowed: [low, high]
          optimizer.learning_rate: {log: [0.001, fast]} | optimizer.learning_rate.log[1]: found 'fast', allowed: a number
          optimizer.learning_rate: {lgo: [1, 2]} | optimizer.learning_rate.lgo: unknown key, allowed: choice, uniform, log, integer, did you mean 'log'?
          optimizer.learning_rate: 0.01 | optimizer.learning_rate: found '0.01', allowed: one of {choice: [a, b]}, {uniform: [low, high]}, {log: [low, high]}, {integer: [low, high]}
          optimizer.learning_rate: {} | optimizer.learning_rate: found 0 keys, allowed: one of {choice: [a, b]}, {uniform: [low, high]}, {log: [low, high]}, {integer: [low, high]}
          architecture.tower: {choice: []} | architecture.tower.choice: found an empty list, allowed: a list of values
          architecture.tower: {choice: [{a: b}]} | architecture.tower.choice[0]: found a mapping, allowed: a number, a text or a list of them
          inputs.user_id.dimension: {integer: [1.5, 4]} | inputs.user_id.dimension.integer[0]: found '1.5', allowed: a whole number
          """)
  void read_mistake_namesThePlace(String yaml, String message) {
    assertThatThrownBy(() -> read("# a space\n" + yaml))
        .isInstanceOfSatisfying(
            InvalidDeclarationException.class,
            invalid ->
                assertThat(invalid.problems())
                    .extracting(Problem::toString)
                    .containsExactly(folder.resolve("space.yaml") + ":2: " + message));
  }

  @Test
  void read_nothing_isRefused() {
    assertThatThrownBy(() -> read("{}"))
        .hasMessageContaining("no settings, allowed: a mapping from settings to ranges");
  }
}
