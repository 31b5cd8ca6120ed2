package dev.tandem.features.yaml;

import dev.tandem.features.declaration.Entity;
import dev.tandem.features.declaration.FeatureCatalog;
import dev.tandem.features.declaration.FeatureService;
import dev.tandem.features.declaration.FeatureView;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.ProjectValidator;
import dev.tandem.features.declaration.Source;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads a project from a YAML file.
 *
 * <p>First each section is read into the typed model, then {@link ProjectValidator} judges the
 * whole; the line of what it finds is that of the part it is about. Sections may stand in any
 * order.
 */
public final class ProjectReader {
  static final List<String> KEYS =
      List.of(
          "project",
          "entities",
          "sources",
          "views",
          "on_demand",
          "services",
          "labels",
          "training_sets",
          "models");

  private final Reading reading;
  private final YamlMapping root;

  private ProjectReader(Reading reading, YamlMapping root) {
    this.reading = reading;
    this.root = root;
  }

  /**
   * Reads and validates a project.
   *
   * @throws InvalidDeclarationException with every mistake in the file, in the order of their lines
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static Project read(Path file) {
    YamlText text = YamlText.read(file);
    Reading reading = new Reading(file.toString());
    YamlMapping root =
        new YamlValue(text.compose(), "", reading)
            .mapping("a mapping with: project")
            .orElseThrow(() -> new InvalidDeclarationException(reading.problems()));
    Project project = new ProjectReader(reading, root).project();
    reading.addAll(ProjectValidator.check(project, reading.leftOut()));
    if (!reading.problems().isEmpty()) {
      throw new InvalidDeclarationException(reading.problems());
    }
    return project;
  }

  /** Reads what others refer to first. */
  private Project project() {
    root.allowOnly(KEYS);
    String name = root.requireText("project", "the project's name");
    List<Entity> entities = new EntityReader().read(root);
    List<Source> sources = new SourceReader().read(root);
    List<FeatureView> views = new ViewReader(sources).read(root);
    List<FeatureService> services = new ServiceReader(views, reading).read(root);
    Project sofar =
        new Project(
            name,
            entities,
            sources,
            views,
            List.of(),
            services,
            new LabelReader().read(root),
            new TrainingSetReader().read(root),
            List.of());
    Project withOnDemand =
        sofar.withOnDemandFeatures(
            new OnDemandReader(new FeatureCatalog(sofar).onDemandVariables()).read(root));
    return withOnDemand.withModels(new ModelReader(withOnDemand).read(root));
  }
}
