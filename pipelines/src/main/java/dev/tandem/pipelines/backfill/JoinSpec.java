package dev.tandem.pipelines.backfill;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.table.Field;
import dev.tandem.pipelines.run.ProjectSpec;
import java.io.Serializable;
import java.util.List;

/**
 * A {@link JoinPlan} in a form that travels to workers.
 *
 * @param sampling which rows stay when their labels are known
 * @param joinShards the number of shards in which events meet rows
 * @param rowShards the number of shards in which rows meet their features, and of parts
 */
public record JoinSpec(
    ProjectSpec project,
    String service,
    List<String> labels,
    Sampling sampling,
    int joinShards,
    int rowShards)
    implements Serializable {
  public JoinSpec {
    labels = List.copyOf(labels);
  }

  /** The names of the sources whose events are joined, each once. */
  public List<String> sources() {
    return plan().sources();
  }

  /** The columns of the result. */
  public List<Field> outputFields() {
    return plan().outputFields();
  }

  /** The plan. */
  JoinPlan plan() {
    Project declared = project.project();
    return JoinPlan.of(declared, service, labels, sampling);
  }
}
