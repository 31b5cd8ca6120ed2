package dev.tandem.infra.cli;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.yaml.ProjectReader;
import dev.tandem.training.TrainingRun;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tandem validate}: checks a declaration without touching anything. */
@Command(
    name = "validate",
    description = "Check a declaration and report every mistake in it; touches nothing else.")
final class ValidateCommand implements Callable<Integer> {
  @Mixin private FileParameter file;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Project project = ProjectReader.read(file.path());
    project.models().forEach(TrainingRun::requireTrainable);
    spec.commandLine()
        .getOut()
        .println(
            file.path()
                + " is valid: project "
                + project.name()
                + " with "
                + project.entities().size()
                + " entities, "
                + project.sources().size()
                + " sources, "
                + project.views().size()
                + " views, "
                + project.services().size()
                + " services, "
                + project.trainingSets().size()
                + " training sets, "
                + project.models().size()
                + " models");
    return TandemCommand.DONE;
  }
}
