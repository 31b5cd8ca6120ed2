package dev.tandem.infra.report;

import dev.tandem.training.EpochReport;
import dev.tandem.training.evaluation.Evaluation;
import dev.tandem.training.explain.Explanation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a run did, from the rows it read to the predictions it served.
 *
 * @param sources empty if the training set had been computed before
 * @param learnt how it was trained, and what it has learnt
 * @param parity empty, as is {@code predict}, if the model was not brought online
 */
public record RunReport(
    String project,
    String model,
    List<SourceRows> sources,
    TrainingRows training,
    List<TaskResult> tasks,
    Learnt learnt,
    Optional<Parity> parity,
    Optional<Predict> predict,
    double seconds) {
  public RunReport {
    sources = List.copyOf(sources);
    tasks = List.copyOf(tasks);
  }

  /**
   * What became of a source's rows; {@code read = used + duplicate + late + expired + deadLetter}.
   *
   * @param expired rows older than the source's declared start
   * @param deadLetter rows that could not be used
   */
  public record SourceRows(
      String source,
      long read,
      long used,
      long duplicate,
      long late,
      long expired,
      long deadLetter) {}

  /** Writes it to two files, one for programs and one for people. */
  public void write(Path json, Path page) {
    try {
      Files.write(json, RunReportJson.write(this));
      Files.write(page, new RunPage(this).page().toHtml());
    } catch (IOException e) {
      throw new UncheckedIOException("the report cannot be written: " + e.getMessage(), e);
    }
  }

  /** False if values differ between what was trained on and what is served. */
  public boolean isConsistent() {
    return parity.map(found -> found.mismatches() == 0).orElse(true);
  }

  /** The rows of all sources together. */
  public SourceRows allRows() {
    return new SourceRows(
        "all",
        sources.stream().mapToLong(SourceRows::read).sum(),
        sources.stream().mapToLong(SourceRows::used).sum(),
        sources.stream().mapToLong(SourceRows::duplicate).sum(),
        sources.stream().mapToLong(SourceRows::late).sum(),
        sources.stream().mapToLong(SourceRows::expired).sum(),
        sources.stream().mapToLong(SourceRows::deadLetter).sum());
  }

  /**
   * The training set.
   *
   * @param rows those with known labels; the three parts of the split are what the model used of
   *     them
   * @param immature rows left out because a label was not known yet; empty if the training set had
   *     been computed before
   * @param epochs how often the training rows were gone through
   */
  public record TrainingRows(
      long rows,
      OptionalLong immature,
      int train,
      int validation,
      int test,
      int epochs,
      double seconds) {}

  /**
   * How a model was trained, and what it has learnt.
   *
   * @param architecture its name
   * @param epochs the learning curve
   * @param bestEpoch the epoch whose weights were published, counted from 1
   * @param evaluation of the published bundle on the test rows; empty without such rows
   * @param explanation empty if it was not asked for
   */
  public record Learnt(
      String architecture,
      List<EpochReport> epochs,
      int bestEpoch,
      Optional<Evaluation> evaluation,
      Optional<Explanation> explanation) {
    public Learnt {
      epochs = List.copyOf(epochs);
    }
  }

  /**
   * How well a task was learnt, on the test rows.
   *
   * @param metrics by name, for example {@code auc}
   * @param achievable the same metrics of the true probabilities on the same rows; empty where the
   *     truth is not known
   */
  public record TaskResult(
      String name,
      int rows,
      int positives,
      Map<String, Double> metrics,
      Map<String, Double> achievable) {
    public TaskResult {
      metrics = Map.copyOf(metrics);
      achievable = Map.copyOf(achievable);
    }

    /** The share of the achievable lift of the AUC over chance; empty if it is not known. */
    public OptionalDouble shareOfLift() {
      if (!metrics.containsKey("auc") || achievable.getOrDefault("auc", 0.5) <= 0.5) {
        return OptionalDouble.empty();
      }
      return OptionalDouble.of((metrics.get("auc") - 0.5) / (achievable.get("auc") - 0.5));
    }
  }

  /**
   * The comparison of what was trained on with what is served, bit for bit.
   *
   * @param rows the pairs of entities and instants that were compared
   * @param features the features of each
   * @param mismatches the values or statuses that differ; 0 is the only good number
   * @param examples the first of them in words
   */
  public record Parity(int rows, int features, long mismatches, List<String> examples) {
    public Parity {
      examples = List.copyOf(examples);
    }
  }

  /**
   * Predictions through HTTP.
   *
   * @param candidates how many rows each request had
   * @param calls how many requests were measured
   */
  public record Predict(int candidates, int calls, double p50Millis, double p99Millis) {}
}
