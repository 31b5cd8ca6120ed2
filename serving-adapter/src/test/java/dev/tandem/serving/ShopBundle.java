package dev.tandem.serving;

import dev.tandem.features.bundle.BundleManifest;
import dev.tandem.features.bundle.BundleWriter;
import dev.tandem.features.bundle.BundledTask;
import dev.tandem.features.bundle.Provenance;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.table.Field;
import dev.tandem.features.transform.CategoricalTransform;
import dev.tandem.features.transform.InputProgram;
import dev.tandem.features.transform.NumericTransform;
import dev.tandem.features.type.ValueType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A bundle of the {@link TinyNetwork} over the features of {@link ShopProject}. */
public final class ShopBundle {
  /** Ids: null 0, unknown 1, then these in order. */
  public static final List<String> ITEMS = List.of("i0", "i1", "i2");

  private ShopBundle() {}

  /** Publishes the bundle in a directory, for the service as this project declares it. */
  public static Path publish(Path directory, Project project) {
    return publish(directory, project, List.of("click", "purchase"));
  }

  /** The same with other names for its tasks. */
  public static Path publish(Path directory, Project project, List<String> tasks) {
    InputProgram program = program(CompiledService.compile(project, "ranking"));
    byte[] network = TinyNetwork.bytes(program.denseWidth(), program.idWidth());
    return publish(directory, project, tasks, network);
  }

  /** The same with another network. */
  public static Path publishNetwork(Path directory, Project project, byte[] network) {
    return publish(directory, project, List.of("click", "purchase"), network);
  }

  private static InputProgram program(CompiledService service) {
    return InputProgram.of(
        service.features(),
        List.of(
            CategoricalTransform.ofStrings(ShopProject.ITEM, ITEMS, 2),
            numeric("user_activity.views_1h"),
            numeric("position")));
  }

  private static Path publish(Path directory, Project project, List<String> tasks, byte[] network) {
    CompiledService service = CompiledService.compile(project, "ranking");
    BundleManifest manifest =
        new BundleManifest(
            project.name(),
            "ranker",
            "ranking",
            service.version(),
            "tiny",
            program(service),
            tasks.stream().map(t -> new BundledTask(t, Task.Kind.BINARY, Map.of())).toList(),
            new Provenance(
                "rows",
                "fingerprint",
                7,
                new Provenance.SplitRows(8, 1, 1),
                0,
                0,
                1,
                Optional.empty(),
                Map.of()));
    BundleWriter.to(directory).publish(manifest, network, List.of());
    return directory;
  }

  private static NumericTransform numeric(String name) {
    return new NumericTransform(
        new Field(name, ValueType.INT64),
        NumericTransform.Scale.LINEAR,
        0,
        1,
        NumericTransform.Missing.UNFLAGGED);
  }
}
