package dev.tandem.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.arrow.Compression;
import dev.tandem.features.bundle.ModelBundle;
import dev.tandem.features.dataset.LocalDatasetWriter;
import dev.tandem.features.declaration.FeatureService;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Model.Choice;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.TrainingSet;
import dev.tandem.features.table.Field;
import dev.tandem.training.learner.DivergedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that is stopped and goes on publishes the bytes of one that was never stopped. */
class ResumedRunTest {
  private static final Funnel FUNNEL = new Funnel(1_500, 3, 4, 7);
  private static final Choice ADAM = new Choice("adam", Options.none());

  @TempDir private Path folder;
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void writeTrainingSet() throws IOException {
    try (LocalDatasetWriter writer =
        LocalDatasetWriter.open(
            folder.resolve("rows"), FUNNEL.table().fields(), Compression.NONE)) {
      writer.write(FUNNEL.table());
      writer.publish(Map.of(), Optional.empty(), "f00d");
    }
  }

  private static Model model(String weighting, Choice optimizer, String... training) {
    Map<String, List<String>> settings =
        new TreeMap<>(
            Funnel.options(
                    "epochs", "3", "batch_size", "128", "checkpoint_steps", "3", "patience", "1")
                .values());
    settings.putAll(Funnel.options(training).values());
    Model plain = FUNNEL.model("aitm");
    return new Model(
        plain.name(),
        plain.trainingSet(),
        plain.inputs(),
        plain.tasks(),
        new Choice("aitm", Funnel.options("dropout", "0.2")),
        optimizer,
        Optional.of(new Choice(weighting, Options.none())),
        new Options(settings));
  }

  private TrainingRun run(Model model, String bundle) {
    List<String> names = FUNNEL.layout().stream().map(Field::name).toList();
    Project project =
        new Project(
            "shop",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(new FeatureService("ranking", FUNNEL.layout(), names)),
            List.of(),
            List.of(
                new TrainingSet(
                    "rows", "source", Optional.empty(), "ranking", Funnel.TASKS, Optional.empty())),
            List.of(model));
    return TrainingRun.of(project, "ranker", folder.resolve("rows"), folder.resolve(bundle));
  }

  /** Stops a run as a kill would: after a step, without anything said or written any more. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private void runUntil(Model model, String bundle, int stopEpoch, int stopStep) {
    ProgressListener killer =
        new ProgressListener() {
          @Override
          public void stepped(int epoch, int step, int steps, double loss) {
            if (epoch == stopEpoch && step == stopStep) {
              throw new Killed();
            }
          }

          @Override
          public void epochEnded(EpochReport epoch) {
            if (epoch.epoch() == stopEpoch && stopStep == 0) {
              throw new Killed();
            }
          }
        };
    assertThatThrownBy(() -> run(model, bundle).run(killer)).isInstanceOf(Killed.class);
    assertThat(folder.resolve(bundle).resolve("versions")).doesNotExist();
  }

  private TrainingReport finish(Model model, String bundle) {
    return run(model, bundle)
        .run(
            new ProgressListener() {
              @Override
              public void checkpointPassedOver(String message) {
                told.add(message);
              }

              @Override
              public void resumed(int epoch, int steps) {
                told.add(epoch + ":" + steps);
              }
            });
  }

  private void requireSameBytes(String bundle, TrainingReport report) throws IOException {
    Path expected = ModelBundle.open(folder.resolve("whole")).directory();
    Path found = ModelBundle.open(folder.resolve(bundle)).directory();
    try (Stream<Path> files = Files.list(expected)) {
      for (Path file : files.toList()) {
        assertThat(found.resolve(file.getFileName())).hasSameBinaryContentAs(file);
      }
    }
    assertThat(report.epochs()).extracting(EpochReport::epoch).startsWith(1, 2);
    assertThat(folder.resolve(bundle).resolve("checkpoints")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "uncertainty, 2, 5, 2:3",
    "dwa, 3, 7, 3:6",
    "dtp, 2, 1, 2:0",
    "gradnorm, 1, 8, 1:6",
    "metabalance, 2, 9, 2:9",
    "pcgrad, 1, 0, 2:0",
    "adatask, 2, 4, 2:3",
    "geometric, 2, 4, 2:3",
    "fixed, 3, 0, 4:0"
  })
  void run_stopped_goesOnToTheSameBytes(String weighting, int epoch, int step, String from)
      throws IOException {
    Choice adam = new Choice("adam", Funnel.options("warmup_steps", "9", "clip_norm", "0.5"));
    Model model = model(weighting, adam, "patience", "3");
    List<EpochReport> whole = finish(model, "whole").epochs();
    assertThat(told).isEmpty();
    runUntil(model, "stopped", epoch, step);
    TrainingReport report = finish(model, "stopped");
    assertThat(told).containsExactly(from);
    requireSameBytes("stopped", report);
    for (int i = 0; i < whole.size(); i++) {
      assertThat(report.epochs().get(i).loss()).isEqualTo(whole.get(i).loss());
      assertThat(report.epochs().get(i).validation()).isEqualTo(whole.get(i).validation());
    }
  }

  @Test
  void run_stoppedTwiceAndNewestCutInHalf_goesOnFromTheOneBefore() throws IOException {
    Model model = model("fixed", new Choice("sgd", Funnel.options("momentum", "0.9")));
    finish(model, "whole");
    runUntil(model, "stopped", 1, 5);
    runUntil(model, "stopped", 2, 8);
    Path newest = newestCheckpoint("stopped");
    Files.write(newest, java.util.Arrays.copyOf(Files.readAllBytes(newest), 4_000));
    TrainingReport report = finish(model, "stopped");
    assertThat(told)
        .containsExactly(newest + " is cut off or altered: its checksum does not match", "2:3");
    requireSameBytes("stopped", report);
  }

  private Path newestCheckpoint(String bundle) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(bundle).resolve("checkpoints"))) {
      return files.sorted().reduce((one, other) -> other).orElseThrow();
    }
  }

  @Test
  void run_ofAnotherDeclaration_beginsAnew() throws IOException {
    Model model = model("fixed", ADAM);
    finish(model, "whole");
    runUntil(model("fixed", ADAM, "seed", "9"), "stopped", 1, 5);
    Path other = newestCheckpoint("stopped");
    TrainingReport report = finish(model, "stopped");
    assertThat(told)
        .containsExactly(other + " is of another declaration, training set or number of threads");
    requireSameBytes("stopped", report);
  }

  @Test
  void run_moreEpochs_goesOn() throws IOException {
    finish(model("fixed", ADAM, "patience", "9"), "whole");
    runUntil(model("fixed", ADAM, "epochs", "2", "patience", "8"), "stopped", 2, 0);
    requireSameBytes("stopped", finish(model("fixed", ADAM, "patience", "9"), "stopped"));
    assertThat(told).containsExactly("3:0");
  }

  @Test
  void run_diverged_saysWhereTheLastGoodCheckpointIs() throws IOException {
    Choice rising =
        new Choice("sgd", Funnel.options("learning_rate", "1e36", "warmup_steps", "2000000000"));
    Model model = model("fixed", rising, "checkpoint_steps", "1", "epochs", "50");
    assertThatThrownBy(() -> finish(model, "stopped"))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("training diverged in epoch")
        .hasMessageContaining("the first tensor that is not finite is")
        .hasMessageEndingWith("; the last checkpoint before it is " + newestCheckpoint("stopped"));
  }
}
