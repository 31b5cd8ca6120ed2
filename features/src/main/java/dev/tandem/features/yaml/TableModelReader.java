package dev.tandem.features.yaml;

import dev.tandem.features.declaration.FeatureCatalog;
import dev.tandem.features.declaration.FeatureService;
import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Label;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.OnDemandFeature;
import dev.tandem.features.declaration.Problem;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.ProjectValidator;
import dev.tandem.features.declaration.RowLabel;
import dev.tandem.features.declaration.Source;
import dev.tandem.features.declaration.TrainingSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the declaration of a model over one table.
 *
 * <p>What it makes is a project like any other, of one source, one service and one training set,
 * all called {@code table}, and one model: the rows of the table are the rows of the training set,
 * its columns are the request fields of the service, and a label is an answer of the row.
 */
public final class TableModelReader {
  /** The name of the source, the service and the training set. */
  public static final String TABLE = TablePaths.TABLE;

  private static final List<String> NOT_OF_A_TABLE = List.of("training_set", "ranking");

  static final List<String> KEYS =
      Stream.concat(
              Stream.concat(Stream.of(TablePaths.NAME), TableSourceReader.KEYS.stream()),
              Stream.concat(
                  Stream.of("on_demand", "labels"),
                  ModelReader.KEYS.stream().filter(key -> !NOT_OF_A_TABLE.contains(key))))
          .toList();

  private final Reading reading;
  private final YamlMapping root;
  private final String table;

  private TableModelReader(Reading reading, YamlMapping root, String table) {
    this.reading = reading;
    this.root = root;
    this.table = table;
  }

  /**
   * Reads and validates a declaration.
   *
   * @param table the file, directory or glob that the rows stand in
   * @throws InvalidDeclarationException with every mistake in the file, in the order of their lines
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static Project read(Path file, String table) {
    YamlText text = YamlText.read(file);
    Reading reading = new Reading(file.toString());
    YamlMapping root =
        new YamlValue(text.compose(), "", reading)
            .mapping("a mapping with: model")
            .orElseThrow(() -> new InvalidDeclarationException(reading.problems()));
    TableModelReader reader = new TableModelReader(reading, root.allowOnly(KEYS), table);
    Project project = reader.project();
    reader.validate(project);
    if (!reading.problems().isEmpty()) {
      throw new InvalidDeclarationException(reading.problems());
    }
    return project;
  }

  private void validate(Project project) {
    TablePaths paths = new TablePaths(project.name());
    List<Problem> problems = ProjectValidator.check(project, paths.inProject(reading.leftOut()));
    problems.stream()
        .map(problem -> new Problem(paths.inFile(problem.field()), problem.message()))
        .distinct()
        .forEach(problem -> reading.report(problem.field(), problem.message()));
  }

  private Project project() {
    String name = name();
    Source source = new TableSourceReader(table).read(root);
    List<Label> labels = labels();
    TableColumns columns = new TableColumns(source, labels, mentioned());
    Project untyped = project(name, source, labels, columns.request(), List.of());
    List<OnDemandFeature> onDemand =
        new OnDemandReader(new FeatureCatalog(untyped).onDemandVariables()).read(root);
    columns.readsTime(onDemand).forEach(this::refuseTime);
    Project selectable = project(name, source, labels, columns.selectable(onDemand), onDemand);
    Model model = new ModelReader(selectable).model(name, TABLE, root);
    FeatureService read =
        columns.read(onDemand, model.inputs().stream().map(Input::feature).toList());
    return project(name, source, labels, read, onDemand).withModels(List.of(model));
  }

  /** The model's name; where there is none, another one lets the rest be looked at. */
  private String name() {
    String name = root.requireText(TablePaths.NAME, "the model's name");
    return name.isEmpty() ? TABLE : name;
  }

  private List<Label> labels() {
    root.require("labels", "a mapping from names to columns or expressions");
    return root.each(
        "labels",
        named ->
            named
                .value()
                .text("a column or an expression")
                .map(text -> new RowLabel(named.name(), TABLE, text)));
  }

  /** The columns that {@code inputs} names, those that it leaves out included. */
  private List<String> mentioned() {
    return root.find("inputs")
        .filter(YamlValue::isMapping)
        .flatMap(inputs -> inputs.mapping("a mapping from names"))
        .map(inputs -> List.copyOf(inputs.entries().keySet()))
        .orElse(List.of());
  }

  private void refuseTime(String feature) {
    reading.report(
        "on_demand." + feature,
        "reads the time of the row, which has none; declare it with the key time");
  }

  private static Project project(
      String name,
      Source source,
      List<Label> labels,
      FeatureService service,
      List<OnDemandFeature> onDemand) {
    return new Project(
        name,
        List.of(),
        List.of(source),
        List.of(),
        onDemand,
        List.of(service),
        labels,
        List.of(
            new TrainingSet(
                TABLE,
                TABLE,
                Optional.empty(),
                TABLE,
                labels.stream().map(Label::name).toList(),
                Optional.empty())),
        List.of());
  }
}
