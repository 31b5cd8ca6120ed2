package dev.tandem.infra.cli;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.registry.Plan;
import dev.tandem.features.registry.Registry;
import dev.tandem.features.registry.RegistryVersion;
import dev.tandem.features.yaml.ProjectReader;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tandem apply}: makes a declaration the registry's newest version. */
@Command(
    name = "apply",
    description =
        "Make a declaration the newest version in the registry, unless it says the same as that.")
final class ApplyCommand implements Callable<Integer> {
  @Mixin private FileParameter file;
  @Mixin private HomeOption home;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Project project = ProjectReader.read(file.path());
    home.home().create();
    Registry registry = Registry.open(home.home().registry());
    Plan plan = registry.plan(project);
    RegistryVersion version = registry.apply(project);
    PrintWriter out = spec.commandLine().getOut();
    out.println(plan);
    out.println("project " + project.name() + " is at version " + version.number());
    return TandemCommand.DONE;
  }
}
