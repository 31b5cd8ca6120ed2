package dev.tandem.pipelines.materialize;

import dev.tandem.pipelines.run.ProjectSpec;
import java.io.Serializable;
import java.util.List;

/**
 * What is materialized, in a form that travels to workers.
 *
 * @param views the names of the views, all of one entity over one source
 * @param markers what the key of each view holds as long as no other run has taken over
 * @param cut events before this instant are folded (UTC epoch milliseconds)
 * @param shards the number of shards
 */
public record MaterializeSpec(
    ProjectSpec project, List<String> views, List<String> markers, long cut, int shards)
    implements Serializable {
  public MaterializeSpec {
    views = List.copyOf(views);
    markers = List.copyOf(markers);
  }

  /** The plan. */
  MaterializePlan plan() {
    return MaterializePlan.of(project.project(), views);
  }
}
