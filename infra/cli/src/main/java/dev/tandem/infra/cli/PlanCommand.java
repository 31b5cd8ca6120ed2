package dev.tandem.infra.cli;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.registry.Plan;
import dev.tandem.features.registry.Registry;
import dev.tandem.features.yaml.ProjectReader;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tandem plan}: shows what {@code apply} would change. */
@Command(
    name = "plan",
    description = "Show what applying a declaration would change in the registry; changes nothing.")
final class PlanCommand implements Callable<Integer> {
  @Mixin private FileParameter file;
  @Mixin private HomeOption home;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Project project = ProjectReader.read(file.path());
    home.home().requireNoFile();
    Plan plan = Registry.open(home.home().registry()).plan(project);
    PrintWriter out = spec.commandLine().getOut();
    out.println(plan);
    if (!plan.isEmpty()) {
      out.println("next: tandem apply " + file.path());
    }
    return TandemCommand.DONE;
  }
}
