package dev.tandem.infra.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.infra.audit.AuditReport;
import dev.tandem.infra.audit.FeatureAudit;
import dev.tandem.infra.audit.FeatureDrift;
import dev.tandem.infra.audit.ServedVersion;
import dev.tandem.infra.audit.ServiceAudit;
import dev.tandem.infra.audit.TaskCalibration;
import dev.tandem.infra.audit.Verdict;

/** An audit for programs. */
final class AuditJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private AuditJson() {}

  static String text(AuditReport report) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("log", report.log().toString()).put("clean", report.isClean());
    ObjectNode services = json.putObject("services");
    report.services().forEach(service -> write(service, services.putObject(service.service())));
    return json.toPrettyString();
  }

  private static void write(ServiceAudit audit, ObjectNode json) {
    json.put("version", audit.version())
        .put("rows", audit.rows())
        .put("files", audit.files())
        .put("refused", audit.refused())
        .put("faults", audit.faults());
    ArrayNode versions = json.putArray("versions");
    audit.versions().forEach(version -> write(version, versions.addObject()));
    ObjectNode features = json.putObject("features");
    audit.features().forEach(feature -> write(feature, features.putObject(feature.feature())));
    audit.trainingSet().ifPresent(set -> json.put("training_set", set));
    ObjectNode drifts = json.putObject("drift");
    audit.drift().forEach(drift -> write(drift, drifts.putObject(drift.feature())));
    ArrayNode calibration = json.putArray("calibration");
    audit.calibration().forEach(task -> write(task, calibration.addObject()));
    audit.notes().forEach(json.putArray("notes")::add);
  }

  private static void write(ServedVersion version, ObjectNode json) {
    json.put("version", version.version())
        .put("rows", version.rows())
        .put("declared", version.isDeclared())
        .put("registered", version.isRegistered());
    version.changes().forEach(json.putArray("changes")::add);
  }

  private static void write(FeatureAudit feature, ObjectNode json) {
    for (Verdict verdict : Verdict.values()) {
      json.put(verdict.word(), feature.rows(verdict));
    }
    ArrayNode examples = json.putArray("examples");
    for (FeatureAudit.Example example : feature.examples()) {
      examples
          .addObject()
          .put("verdict", example.verdict().word())
          .put("entity", example.entity())
          .put("time", example.time())
          .put("request_id", example.requestId())
          .put("served", example.served())
          .put("recomputed", example.recomputed());
    }
  }

  private static void write(FeatureDrift drift, ObjectNode json) {
    json.put("psi", drift.psi())
        .put("word", drift.word())
        .put("training_nulls", drift.trainingNulls())
        .put("served_nulls", drift.servedNulls())
        .put("outside", drift.outside());
  }

  private static void write(TaskCalibration task, ObjectNode json) {
    json.put("model", task.model())
        .put("model_version", task.modelVersion())
        .put("task", task.task())
        .put("rows", task.rows())
        .put("predicted", task.predicted())
        .put("happened", task.happened());
    task.ratio().ifPresent(ratio -> json.put("ratio", ratio));
    task.error().ifPresent(error -> json.put("ece", error));
  }
}
