package dev.tandem.infra.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.infra.job.TunedModel;
import dev.tandem.training.metric.TaskMetrics;
import dev.tandem.training.tuning.TrialResult;

/** A search as JSON, for programs. */
final class TuningJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private TuningJson() {}

  static String write(TunedModel tuned) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("model", tuned.trained().model())
        .put("best", tuned.found().best().number())
        .put("score", tuned.found().bestResult().score())
        .put("declaration", tuned.declaration())
        .put("bundle", tuned.trained().bundle().toString())
        .put("journal", tuned.found().journal().toString());
    ObjectNode test = json.putObject("test");
    for (TaskMetrics task : tuned.trained().test()) {
      ObjectNode values = test.putObject(task.task());
      task.values().forEach(values::put);
    }
    ArrayNode trials = json.putArray("trials");
    tuned.found().results().forEach(result -> write(result, trials.addObject()));
    return json.toPrettyString();
  }

  private static void write(TrialResult result, ObjectNode json) {
    json.put("trial", result.trial()).put("budget", result.budget());
    if (result.failed()) {
      json.put("failure", result.failure());
    } else if (result.bestEpoch() > 0) {
      json.put("score", result.score());
    }
    json.put("epochs", result.scores().size()).put("seconds", result.seconds());
    ObjectNode settings = json.putObject("settings");
    result.settings().forEach(settings::put);
  }
}
