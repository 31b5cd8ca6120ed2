package dev.tandem.infra.benchmarks.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/** What the benchmark found, as JSON and as a line for each workload. */
record TrainingResult(List<WorkloadResult> workloads) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  TrainingResult {
    workloads = List.copyOf(workloads);
  }

  /** The JSON that {@code docs/benchmarks.md} describes. */
  String json() {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("benchmark", "training");
    StepSettings settings = workloads.get(0).settings();
    ObjectNode with = json.putObject("settings");
    with.put("rows", settings.rows());
    with.put("entries", settings.entries());
    with.put("batch", settings.batch());
    with.put("threads", settings.threads());
    with.put("epochs", settings.epochs());
    with.put("java", Runtime.version().toString());
    for (WorkloadResult result : workloads) {
      result.write(json.putObject(result.settings().workload().label()));
    }
    return json.toPrettyString();
  }

  /** A line for each workload, for a person. */
  String summary() {
    return workloads.stream().map(WorkloadResult::summary).collect(Collectors.joining("\n"));
  }
}
