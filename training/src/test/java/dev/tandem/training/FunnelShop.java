package dev.tandem.training;

import dev.tandem.features.arrow.Compression;
import dev.tandem.features.dataset.LocalDataset;
import dev.tandem.features.dataset.LocalDatasetWriter;
import dev.tandem.features.declaration.FeatureService;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Model.Choice;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.declaration.TrainingSet;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of a project over the rows of a {@link Funnel}: its training set, and bundles of its
 * model, whose tasks are of all kinds.
 */
public final class FunnelShop {
  private final Funnel funnel;
  private final Path folder;

  private FunnelShop(Funnel funnel, Path folder) {
    this.funnel = funnel;
    this.folder = folder;
  }

  /** A shop in an empty folder, with its training set. */
  public static FunnelShop open(Path folder, int rows) throws IOException {
    FunnelShop shop = new FunnelShop(new Funnel(rows, 3, 4, 7), folder);
    shop.write("rows", shop.table());
    return shop;
  }

  /** The rows of the training set. */
  public Table table() {
    return funnel.table();
  }

  /** Writes a dataset; its newest snapshot. */
  public LocalDataset write(String name, Table table) throws IOException {
    Path root = folder.resolve(name);
    try (LocalDatasetWriter writer =
        LocalDatasetWriter.open(root, table.fields(), Compression.NONE)) {
      writer.write(table);
      writer.publish(Map.of(), Optional.empty(), "f00d");
    }
    return LocalDataset.openLatest(root).orElseThrow();
  }

  /** The training set. */
  public Path trainingSet() {
    return folder.resolve("rows");
  }

  /** Where the bundles are published. */
  public Path bundle() {
    return folder.resolve("bundle");
  }

  /** The model, of an architecture, with settings of the training. */
  public static Model model(Funnel funnel, String architecture, String... training) {
    List<Task> tasks = new ArrayList<>(Funnel.tasks());
    tasks.add(new Task("spend", Task.Kind.ZILN, "spend", 0.1, Optional.empty()));
    tasks.add(
        new Task(
            "steps",
            Task.Kind.MULTICLASS,
            "steps",
            1,
            Optional.empty(),
            Optional.of("click"),
            new Options(Map.of("classes", List.of("0", "1", "2", "3")))));
    return new Model(
        "ranker",
        "rows",
        funnel.inputs(),
        tasks,
        new Choice(architecture, Options.none()),
        new Choice("adam", Options.none()),
        Optional.empty(),
        Funnel.options(training));
  }

  /** The project with a model of an architecture, with settings of the training. */
  public Project project(String architecture, String... training) {
    List<String> names = funnel.layout().stream().map(Field::name).toList();
    return new Project(
        "shop",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(new FeatureService("ranking", funnel.layout(), names)),
        List.of(),
        List.of(
            new TrainingSet(
                "rows", "source", Optional.empty(), "ranking", Funnel.TASKS, Optional.empty())),
        List.of(model(funnel, architecture, training)));
  }

  /** Trains the model on the training set and publishes it. */
  public TrainingReport train(String architecture, String... training) {
    return TrainingRun.of(project(architecture, training), "ranker", trainingSet(), bundle())
        .run(ProgressListener.SILENT);
  }
}
