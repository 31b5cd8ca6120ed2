package dev.tandem.pipelines.materialize;

import dev.tandem.pipelines.run.ProjectSpec;
import java.io.Serializable;
import java.util.List;

/**
 * What is materialized, in a form that travels to workers.
 *
 * @param views the names of the views
 * @param cut events before this instant are folded (UTC epoch milliseconds)
 * @param shards the number of shards of each group of views
 */
public record MaterializeSpec(ProjectSpec project, List<String> views, long cut, int shards)
    implements Serializable {
  public MaterializeSpec {
    views = List.copyOf(views);
  }
}
