package dev.tandem.infra.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.training.explain.Explanation;
import dev.tandem.training.explain.GateShares;

/** What a model has learnt, for programs. */
final class ExplanationJson {
  private ExplanationJson() {}

  static void write(Explanation explanation, ObjectNode json) {
    json.put("rows", explanation.rows());
    ArrayNode importance = json.putArray("importance");
    explanation
        .importance()
        .forEach(
            found ->
                importance
                    .addObject()
                    .put("feature", found.feature())
                    .put("task", found.task())
                    .put("metric", found.metric().declaredName())
                    .put("loss", found.loss())
                    .put("deviation", found.deviation()));
    ArrayNode gates = json.putArray("gates");
    explanation.gates().forEach(gate -> write(gate, gates.addObject()));
    ArrayNode agreement = json.putArray("gradient_cosines");
    explanation
        .agreement()
        .forEach(
            pair ->
                agreement
                    .addObject()
                    .put("task", pair.task())
                    .put("other", pair.other())
                    .put("cosine", pair.cosine())
                    .put("conflict_share", pair.conflictShare()));
    ArrayNode neighbours = json.putArray("neighbours");
    explanation
        .neighbourhoods()
        .forEach(
            found -> {
              ObjectNode value = neighbours.addObject();
              value.put("feature", found.feature()).put("value", found.value());
              ArrayNode nearest = value.putArray("nearest");
              found
                  .nearest()
                  .forEach(
                      near ->
                          nearest
                              .addObject()
                              .put("value", near.value())
                              .put("cosine", near.cosine()));
            });
  }

  private static void write(GateShares gate, ObjectNode json) {
    json.put("gate", gate.gate());
    gate.mixed().forEach(json.putArray("mixed")::add);
    write(gate.all(), json);
    ArrayNode segments = json.putArray("segments");
    for (GateShares.Segment segment : gate.segments()) {
      ObjectNode own = segments.addObject();
      own.put("feature", segment.feature()).put("value", segment.value());
      write(segment.share(), own);
    }
  }

  private static void write(GateShares.Share share, ObjectNode json) {
    json.put("rows", share.rows());
    share.means().forEach(json.putArray("means")::add);
    share.deviations().forEach(json.putArray("deviations")::add);
  }
}
