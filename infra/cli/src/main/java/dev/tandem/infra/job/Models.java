package dev.tandem.infra.job;

import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Project;
import java.util.Optional;

/** Which of a project's models a job is about. */
public final class Models {
  private Models() {}

  /**
   * The named model, or without a name the only one.
   *
   * @throws JobFailedException if no name is given, and there is no model or more than one
   * @throws dev.tandem.features.declaration.InvalidDeclarationException if there is no model of
   *     that name
   */
  public static Model choose(Project project, Optional<String> name) {
    if (name.isPresent()) {
      return project.model(name.get());
    }
    if (project.models().size() != 1) {
      throw new JobFailedException(
          "project "
              + project.name()
              + (project.models().isEmpty()
                  ? " declares no model"
                  : " declares several models; name one of "
                      + String.join(", ", project.models().stream().map(Model::name).toList())
                      + " with --model"));
    }
    return project.models().get(0);
  }
}
