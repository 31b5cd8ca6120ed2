package dev.tandem.serving;

import dev.tandem.features.declaration.FeatureService;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.yaml.ProjectReader;
import java.nio.file.Path;
import java.util.List;

/** The project that the tests declare in {@code shop.yaml}. */
public final class ShopProject {
  /** The key of a user. */
  public static final Field USER = new Field("user_id", ValueType.INT64);

  /** The key of an item. */
  public static final Field ITEM = new Field("item_id", ValueType.STRING);

  private static final Path RESOURCES =
      Path.of("..", "serving-adapter", "src", "test", "resources", "dev", "tandem", "serving");

  private ShopProject() {}

  /** The project as declared. */
  public static Project project() {
    return read("shop.yaml");
  }

  /** A project that the tests declare in another file. */
  public static Project read(String file) {
    // By its place in the sources: the server's tests find this class in a jar.
    return ProjectReader.read(RESOURCES.resolve(file));
  }

  /** The project whose ranking service lists other features. */
  public static Project ranking(String... features) {
    Project project = project();
    FeatureService changed =
        new FeatureService("ranking", project.service("ranking").request(), List.of(features));
    return new Project(
        project.name(),
        project.entities(),
        project.sources(),
        project.views(),
        project.onDemandFeatures(),
        List.of(changed),
        project.labels(),
        project.trainingSets(),
        project.models());
  }
}
