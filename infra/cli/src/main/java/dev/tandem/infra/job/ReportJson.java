package dev.tandem.infra.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/** The bytes of {@code report.json}: what programs read of a run. */
final class ReportJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ReportJson() {}

  static byte[] write(RunReport report) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("project", report.project()).put("model", report.model());
    write(report.allRows(), json.putObject("events"));
    ObjectNode sources = json.putObject("sources");
    report.sources().forEach(source -> write(source, sources.putObject(source.source())));
    write(report.training(), json.putObject("training"));
    ObjectNode tasks = json.putObject("tasks");
    report.tasks().forEach(task -> write(task, tasks.putObject(task.name())));
    report.parity().ifPresent(parity -> write(parity, json.putObject("parity")));
    report.predict().ifPresent(predict -> write(predict, json.putObject("predict")));
    json.put("seconds", report.seconds());
    return (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
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
    json.put("rows", training.rows())
        .put("immature", training.immature())
        .put("train_rows", training.train())
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
