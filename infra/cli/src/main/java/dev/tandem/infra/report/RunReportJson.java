package dev.tandem.infra.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.training.EpochReport;
import dev.tandem.training.metric.TaskMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

/** The bytes of {@code report.json}: what programs read of a run. */
final class RunReportJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RunReportJson() {}

  static byte[] write(RunReport report) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("project", report.project()).put("model", report.model());
    write(report.allRows(), json.putObject("events"));
    ObjectNode sources = json.putObject("sources");
    report.sources().forEach(source -> write(source, sources.putObject(source.source())));
    write(report.training(), json.putObject("training"));
    ObjectNode tasks = json.putObject("tasks");
    report.tasks().forEach(task -> write(task, tasks.putObject(task.name())));
    write(report.learnt(), json);
    report.parity().ifPresent(parity -> write(parity, json.putObject("parity")));
    report.predict().ifPresent(predict -> write(predict, json.putObject("predict")));
    json.put("seconds", report.seconds());
    return (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static void write(RunReport.Learnt learnt, ObjectNode json) {
    json.put("architecture", learnt.architecture()).put("best_epoch", learnt.bestEpoch());
    ArrayNode epochs = json.putArray("epochs");
    learnt.epochs().forEach(epoch -> write(epoch, epochs.addObject()));
    learnt.evaluation().ifPresent(evaluation -> json.set("evaluation", tree(evaluation.toJson())));
    learnt
        .explanation()
        .ifPresent(found -> ExplanationJson.write(found, json.putObject("explanation")));
  }

  private static JsonNode tree(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException("the JSON of an evaluation cannot be read", e);
    }
  }

  private static void write(EpochReport epoch, ObjectNode json) {
    json.put("epoch", epoch.epoch()).put("loss", epoch.loss());
    putNumbers(json.putArray("task_losses"), epoch.losses());
    if (!Double.isNaN(epoch.score())) {
      json.put("score", epoch.score());
    }
    json.put("seconds", epoch.seconds());
    ObjectNode validation = json.putObject("validation");
    for (TaskMetrics task : epoch.validation()) {
      ObjectNode metrics = validation.putObject(task.task());
      task.values().forEach(metrics::put);
    }
  }

  /** A number that there is not is null. */
  private static void putNumbers(ArrayNode array, List<Double> numbers) {
    for (double number : numbers) {
      if (Double.isNaN(number)) {
        array.addNull();
      } else {
        array.add(number);
      }
    }
  }

  private static void write(RunReport.Parity parity, ObjectNode json) {
    json.put("rows", parity.rows())
        .put("features", parity.features())
        .put("mismatches", parity.mismatches());
    parity.examples().forEach(json.putArray("examples")::add);
  }

  private static void write(RunReport.Predict predict, ObjectNode json) {
    json.put("candidates", predict.candidates())
        .put("calls", predict.calls())
        .put("p50_ms", predict.p50Millis())
        .put("p99_ms", predict.p99Millis());
  }

  private static void write(RunReport.SourceRows rows, ObjectNode json) {
    json.put("read", rows.read())
        .put("used", rows.used())
        .put("duplicate", rows.duplicate())
        .put("late", rows.late())
        .put("expired", rows.expired())
        .put("dead_letter", rows.deadLetter());
  }

  private static void write(RunReport.TrainingRows training, ObjectNode json) {
    json.put("rows", training.rows());
    training.immature().ifPresent(immature -> json.put("immature", immature));
    json.put("train_rows", training.train())
        .put("validation_rows", training.validation())
        .put("test_rows", training.test())
        .put("epochs", training.epochs())
        .put("seconds", training.seconds());
  }

  private static void write(RunReport.TaskResult task, ObjectNode json) {
    json.put("rows", task.rows()).put("positives", task.positives());
    new TreeMap<>(task.metrics()).forEach(json::put);
    new TreeMap<>(task.achievable())
        .forEach((name, value) -> json.put("achievable_" + name, value));
    task.shareOfLift().ifPresent(share -> json.put("share_of_lift", share));
  }
}
