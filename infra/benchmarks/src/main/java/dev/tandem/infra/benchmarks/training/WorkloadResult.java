package dev.tandem.infra.benchmarks.training;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What was found for one workload.
 *
 * @param tandem Tandem's runs
 * @param torch PyTorch's, as many and by turns with them, or none
 * @param batches by rows of a step, empty if not asked for
 * @param vocabularies by embedding rows, empty if not asked for
 */
record WorkloadResult(
    StepSettings settings,
    List<StepFigures> tandem,
    List<TorchFigures> torch,
    List<ScalingPoint> batches,
    List<ScalingPoint> vocabularies) {
  WorkloadResult {
    tandem = List.copyOf(tandem);
    torch = List.copyOf(torch);
    batches = List.copyOf(batches);
    vocabularies = List.copyOf(vocabularies);
  }

  private double tandemMillis() {
    return Medians.of(tandem.stream().map(StepFigures::stepMillis).toList());
  }

  private double torchMillis() {
    return Medians.of(torch.stream().map(TorchFigures::stepMillis).toList());
  }

  /** Tandem's step time over PyTorch's. */
  OptionalDouble ratio() {
    return torch.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(tandemMillis() / torchMillis());
  }

  void write(ObjectNode json) {
    ratio().ifPresent(ratio -> json.put("ratio", ratio));
    StepFigures last = tandem.get(tandem.size() - 1);
    ObjectNode ours = json.putObject("tandem");
    ours.put("step_millis", tandemMillis());
    ours.put("rows_per_second", settings.batch() / tandemMillis() * 1e3);
    ours.put("allocated_bytes_per_step", last.allocatedBytes());
    ours.put("prepare_seconds", last.prepareSeconds());
    ours.put("first_epoch_resident_bytes", last.firstEpochResidentBytes());
    ours.put("resident_bytes", last.residentBytes());
    ours.put("loss", last.loss());
    ArrayNode runs = ours.putArray("run_step_millis");
    tandem.forEach(run -> runs.add(run.stepMillis()));
    if (!torch.isEmpty()) {
      ObjectNode theirs = json.putObject("pytorch");
      theirs.put("step_millis", torchMillis());
      theirs.put("rows_per_second", settings.batch() / torchMillis() * 1e3);
      theirs.put("version", torch.get(0).version());
      torch.get(0).blas().forEach(theirs.putArray("blas")::add);
      ArrayNode peerRuns = theirs.putArray("run_step_millis");
      torch.forEach(run -> peerRuns.add(run.stepMillis()));
    }
    write(batches, "batch", json.putArray("batch_scaling"));
    write(vocabularies, "entries", json.putArray("vocabulary_scaling"));
  }

  private static void write(List<ScalingPoint> points, String size, ArrayNode json) {
    points.forEach(
        point -> json.addObject().put(size, point.size()).put("step_millis", point.stepMillis()));
  }

  /** A line for a person. */
  String summary() {
    return "%-5s %7.2f ms a step, %,.0f rows/s, %d bytes allocated a step, resident %d MB after the first epoch and %d MB at the end%s"
        .formatted(
            settings.workload().label(),
            tandemMillis(),
            settings.batch() / tandemMillis() * 1e3,
            tandem.get(tandem.size() - 1).allocatedBytes(),
            tandem.get(tandem.size() - 1).firstEpochResidentBytes() >> 20,
            tandem.get(tandem.size() - 1).residentBytes() >> 20,
            ratio().isEmpty()
                ? ""
                : String.format(
                    Locale.ROOT,
                    "; PyTorch %.2f ms, ratio %.2f",
                    torchMillis(),
                    ratio().getAsDouble()));
  }
}
