package dev.tandem.features.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.yaml.ProjectReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {
  @TempDir Path folder;

  private String yaml() {
    try {
      return Files.readString(
          Path.of(
              PlanTest.class.getResource("/dev/tandem/features/yaml/userbehavior.yaml").toURI()));
    } catch (URISyntaxException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Project project(String yaml) throws IOException {
    return ProjectReader.read(Files.writeString(folder.resolve("tandem.yaml"), yaml));
  }

  private String planned(String changedYaml) throws IOException {
    Registry registry = Registry.open(folder);
    registry.apply(project(yaml()));
    return registry.plan(project(changedYaml)).toString();
  }

  @Test
  void plan_emptyRegistry_addsEverything() throws IOException {
    assertThat(Registry.open(folder).plan(project(yaml())))
        .hasToString(
            """
        + project userbehavior
        + entity user
        + entity item
        + entity user_category
        + source behaviours
        + source ratings
        + view user_activity
        + view item_popularity
        + on-demand feature hour
        + on-demand feature cart_rate
        + service ranking
        + label cart
        + label purchase
        + label rating
        + training set ranking_rows
        + model ranker""");
  }

  @Test
  void plan_sameProject_saysNoChanges() throws IOException {
    assertThat(planned(yaml())).isEqualTo("no changes");
  }

  @Test
  void plan_changedWindow_namesBothItsKeys() throws IOException {
    assertThat(
            planned(
                yaml().replace("behaviour == 'pv', window: 1d", "behaviour == 'pv', window: 15d")))
        .isEqualTo(
            """
            ~ view item_popularity: features.views_1d.window: 1d -> 15d
            ~ view item_popularity: features.views_1d.resolution: 1h -> 1d""");
  }

  @Test
  void difference_projectsThatNobodyApplied_isThatOfAPlan() throws IOException {
    Project before = project(yaml());
    Project after = project(yaml().replace("    ttl: 30d\n", ""));

    assertThat(Registry.difference(before, before).isEmpty()).isTrue();
    assertThat(Registry.difference(before, after))
        .hasToString("~ view user_activity: ttl: 30d -> none");
  }

  @Test
  void plan_declaredAndWithdrawnValues_areNone() throws IOException {
    assertThat(
            planned(
                yaml()
                    .replace("    ttl: 30d\n", "")
                    .replace("    entity: item\n", "    entity: item\n    ttl: 7d\n")))
        .isEqualTo(
            """
            ~ view user_activity: ttl: 30d -> none
            ~ view item_popularity: ttl: none -> 7d""");
  }

  @Test
  void plan_addedFeature_showsUpWhereItIsRead() throws IOException {
    assertThat(
            planned(
                yaml()
                    .replace(
                        "      buyers:",
                        "      carts_1d: {aggregate: count, where: behaviour == 'cart', window: 1d}\n"
                            + "      buyers:")))
        .isEqualTo("~ view item_popularity: features.carts_1d: added");
  }

  @Test
  void plan_addedAndRemovedDeclarations_areNamed() throws IOException {
    assertThat(
            planned(
                yaml()
                    .replace(
                        "  hour: hour_of_day(request_time)\n", "  day: day_of_week(request_time)\n")
                    .replace(" hour,", " day,")
                    .replace("      hour: {kind: categorical, dimension: 4}\n", "")))
        .isEqualTo(
            """
            + on-demand feature day
            - on-demand feature hour
            ~ service ranking: features: - hour, + day
            ~ model ranker: inputs.hour: removed
            ~ model ranker: inputs.day: added""");
  }

  @Test
  void plan_changedSettings_showValuesAsDeclared() throws IOException {
    assertThat(
            planned(
                yaml()
                    .replace("tower: [128, 64, 32]", "tower: [64, 32]")
                    .replace("epochs: 10", "epochs: 5")
                    .replace("dimension: 8, ", "dimension: 16, ")))
        .isEqualTo(
            """
            ~ model ranker: inputs.user_id.options.dimension: 8 -> 16
            ~ model ranker: architecture.options.tower: [128, 64, 32] -> [64, 32]
            ~ model ranker: training.epochs: 10 -> 5""");
  }

  @Test
  void plan_otherOrder_isAChange() throws IOException {
    assertThat(
            planned(
                yaml()
                    .replace("  item: {key: {item_id: int64}}\n", "")
                    .replace("entities:\n", "entities:\n  item: {key: {item_id: int64}}\n")))
        .isEqualTo(
            "~ order of entities: [user, item, user_category] -> [item, user, user_category]");
  }
}
