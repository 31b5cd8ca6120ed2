package dev.tandem.infra.cli;

import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.yaml.ProjectReader;
import dev.tandem.infra.job.PredictionRequest;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tandem predict}: asks a server. */
@Command(
    name = "predict",
    description =
        "Ask a server for predictions, for example: tandem predict tandem.yaml --field user_id=7"
            + " --field item_id=1,2,3 --field position=1 --field device=mobile. Or with --table"
            + " predict for all rows of a table by a model that was trained on one.")
final class PredictCommand implements Callable<Integer> {
  @Mixin private FileParameter file;
  @Mixin private ModelOption model;

  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:6566/",
      description = "The server; default: ${DEFAULT-VALUE}.")
  private String server;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "The instant to predict for, such as 2026-01-31T08:15:00Z; default: now.")
  private Optional<String> at = Optional.empty();

  @Option(
      names = "--field",
      paramLabel = "NAME=VALUE[,VALUE...]",
      description = "An entity key or request field: one value, or one for each row.")
  private Map<String, String> fields = new LinkedHashMap<>();

  @Mixin private TablePredictionOptions tables;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (tables.areUsed()) {
      tables.predict();
      return TandemCommand.DONE;
    }
    if (fields.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--field NAME=VALUE[,VALUE...] or --table PATH must be given");
    }
    Project project = ProjectReader.read(file.path());
    Model asked = model.choose(project);
    requireWebAddress();
    Map<String, List<String>> values = new LinkedHashMap<>();
    fields.forEach((name, text) -> values.put(name, List.of(text.split(",", -1))));
    spec.commandLine()
        .getOut()
        .println(PredictionRequest.of(project, asked, values, at).askPretty(URI.create(server)));
    return TandemCommand.DONE;
  }

  private void requireWebAddress() {
    if (!server.matches("https?://[^\\s/]+(/\\S*)?")) {
      throw new ParameterException(
          spec.commandLine(),
          "--server: found " + server + ", allowed: an address such as http://127.0.0.1:6566/");
    }
  }
}
