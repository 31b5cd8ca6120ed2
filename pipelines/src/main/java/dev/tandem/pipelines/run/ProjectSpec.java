package dev.tandem.pipelines.run;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.Source;
import java.io.Serializable;
import java.util.List;

/**
 * What a project declares about features, in a form that travels to workers; models stay behind.
 */
public final class ProjectSpec implements Serializable {
  private static final long serialVersionUID = 1L;

  private final byte[] bytes;

  private ProjectSpec(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The declarations of a project without its models. */
  public static ProjectSpec of(Project project) {
    return new ProjectSpec(
        RecordBytes.encode(
            new Project(
                project.name(),
                project.entities(),
                project.sources(),
                project.views(),
                project.onDemandFeatures(),
                project.services(),
                project.labels(),
                project.trainingSets(),
                List.of())));
  }

  /** One source of a project alone. */
  public static ProjectSpec of(String project, Source source) {
    return of(
        new Project(
            project,
            List.of(),
            List.of(source),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of()));
  }

  /** The declarations. */
  public Project project() {
    return RecordBytes.decode(bytes, Project.class);
  }
}
