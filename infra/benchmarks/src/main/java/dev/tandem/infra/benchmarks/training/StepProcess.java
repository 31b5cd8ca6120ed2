package dev.tandem.infra.benchmarks.training;

import com.google.inject.Guice;
import dev.tandem.features.dataset.LocalDataset;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Model.Choice;
import dev.tandem.features.declaration.Options;
import dev.tandem.infra.benchmarks.process.BenchmarkFailedException;
import dev.tandem.training.ModelTrainer;
import dev.tandem.training.TrainingModule;
import dev.tandem.training.rows.StoredRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The process that Tandem trains in: reads a training set as {@code tandem train} does, and writes
 * the {@link StepFigures} as a line to standard output.
 */
final class StepProcess {
  private StepProcess() {}

  /** The arguments of {@link #main}. */
  static List<String> arguments(StepSettings settings, Path dataset) {
    List<String> arguments = new ArrayList<>(List.of(dataset.toString()));
    arguments.addAll(settings.arguments());
    return arguments;
  }

  /** Trains. */
  public static void main(String[] given) throws IOException {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
    Path dataset = Path.of(given[0]);
    StepSettings settings = StepSettings.parse(Arrays.asList(given).subList(1, given.length));
    System.out.println(run(settings, dataset).line());
  }

  /** Trains in this process. */
  static StepFigures run(StepSettings settings, Path dataset) throws IOException {
    StoredRows stored =
        StoredRows.of(
            LocalDataset.openLatest(dataset)
                .orElseThrow(() -> new BenchmarkFailedException("no training set in " + dataset)));
    StepWatch watch = new StepWatch(settings);
    Guice.createInjector(new TrainingModule())
        .getInstance(ModelTrainer.class)
        .train(model(settings), settings.workload().layout(), stored, watch)
        .close();
    return watch.figures();
  }

  private static Model model(StepSettings settings) {
    Workload workload = settings.workload();
    Map<String, List<String>> training = new TreeMap<>();
    training.put("batch_size", List.of(String.valueOf(settings.batch())));
    training.put("threads", List.of(String.valueOf(settings.threads())));
    training.put("epochs", List.of(String.valueOf(settings.epochs())));
    training.put("embedding_l2", List.of("0"));
    training.put("validation_share", List.of("0"));
    training.put("test_share", List.of("0"));
    return new Model(
        workload.label(),
        "rows",
        workload.inputs(settings.entries(), settings.rows()),
        workload.tasks(),
        new Choice(workload.architecture(), workload.options()),
        new Choice("adam", Options.none()),
        Optional.empty(),
        new Options(training));
  }
}
