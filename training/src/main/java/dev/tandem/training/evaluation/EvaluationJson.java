package dev.tandem.training.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** The bytes of {@code evaluation.json}. */
final class EvaluationJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private EvaluationJson() {}

  static byte[] write(Evaluation evaluation) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("model", evaluation.model())
        .put("architecture", evaluation.architecture())
        .put("bundle", evaluation.bundle())
        .put("dataset", evaluation.dataset())
        .put("split", evaluation.split().declaredName())
        .put("rows", evaluation.rows());
    evaluation.group().ifPresent(group -> json.put("group", group));
    ArrayNode tasks = json.putArray("tasks");
    evaluation.tasks().forEach(task -> write(task, tasks.addObject()));
    return (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static void write(TaskEvaluation task, ObjectNode json) {
    json.put("task", task.task().name()).put("kind", task.task().kind().declaredName());
    task.task().space().ifPresent(space -> json.put("space", space));
    task.given().ifPresent(given -> json.put("given", given));
    json.put("rows", task.metrics().rows()).put("positives", task.metrics().positives());
    ObjectNode metrics = json.putObject("metrics");
    task.metrics().values().forEach(metrics::put);
    ArrayNode roc = json.putArray("roc");
    task.roc()
        .points()
        .forEach(
            point -> roc.addArray().add(point.falsePositiveRate()).add(point.truePositiveRate()));
    ArrayNode calibration = json.putArray("calibration_curve");
    task.calibration()
        .bins()
        .forEach(
            bin ->
                calibration
                    .addObject()
                    .put("rows", bin.rows())
                    .put("mean_prediction", bin.meanPrediction())
                    .put("mean_label", bin.meanLabel()));
  }
}
