package dev.tandem.infra.system.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.FeatureView;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.Window;
import dev.tandem.infra.parity.Comparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The comparison bites: what is wrong by the least is found and named. */
class BrokenFeatureIT {
  @TempDir static Path folder;
  private static ParityLog log;
  private static ParitySuite suite;
  private static ParitySuite.Question asked;

  @BeforeAll
  static void replay() throws IOException {
    log = ParityLog.shop(folder.resolve("log"));
    suite = new ParitySuite(log, folder.resolve("homes"));
    asked = suite.question(Variant.REFERENCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"events_10m", "events_14d", "events_40s"})
  void compare_windowLongerByItsResolution_namesTheFeatureAlone(String name) {
    Comparison found =
        against(
            changed(
                "user_activity",
                view -> view,
                feature -> feature.name().equals(name) ? longer(feature) : feature));

    String qualified = "user_activity." + name;
    assertThat(found.byFeature()).containsOnlyKeys(qualified);
    assertThat(found.examples().get(0))
        .matches(
            qualified
                + " at \\S+Z for user_id \\d+, item_id -?\\d+, category '.+':"
                + " naive \\d+ \\(PRESENT\\); offline \\d+ \\(PRESENT\\)");
  }

  private static AggregateFeature longer(AggregateFeature feature) {
    Window window = feature.window().orElseThrow();
    return new AggregateFeature(
        feature.name(),
        feature.function(),
        feature.field(),
        feature.where(),
        Optional.of(new Window(window.length().plus(window.resolution()), window.resolution())),
        feature.limit(),
        feature.scale(),
        feature.settings(),
        feature.by(),
        feature.type(),
        feature.defaultValue());
  }

  @Test
  void compare_ttlLongerByAMillisecond_namesTheViewsFeatures() {
    Comparison found =
        against(
            changed(
                "user_category",
                view ->
                    new FeatureView(
                        view.name(),
                        view.entity(),
                        view.source(),
                        view.ttl().map(ttl -> ttl.plusMillis(1)),
                        view.features()),
                feature -> feature));

    assertThat(found.byFeature())
        .containsKeys("user_category.views_1h", "user_category.last_item")
        .allSatisfy(
            (feature, rows) -> assertThat(feature).matches("user_category\\..*|category_.*|eager"));
    assertThat(found.examples().get(0)).contains("(EXPIRED)", "(PRESENT)");
  }

  private static Comparison against(Project broken) {
    return suite.compare(
        asked.spine(),
        asked.expected(),
        new Replay(log.withProject(broken), folder.resolve("homes"))
            .offline(Variant.REFERENCE, asked.spine()));
  }

  private static Project changed(
      String name, UnaryOperator<FeatureView> ofView, UnaryOperator<AggregateFeature> ofFeature) {
    Project project = log.project();
    return new Project(
        project.name(),
        project.entities(),
        project.sources(),
        project.views().stream()
            .map(view -> view.name().equals(name) ? ofView.apply(view) : view)
            .map(view -> view.name().equals(name) ? with(view, ofFeature) : view)
            .toList(),
        project.onDemandFeatures(),
        project.services(),
        project.labels(),
        project.trainingSets(),
        project.models());
  }

  private static FeatureView with(FeatureView view, UnaryOperator<AggregateFeature> ofFeature) {
    return new FeatureView(
        view.name(),
        view.entity(),
        view.source(),
        view.ttl(),
        view.features().stream().map(ofFeature).toList());
  }

  @Test
  void compare_anEventFoldedTwice_isFound() {
    assertThat(updatedBy(BrokenFeatureIT::firstTwice).byFeature())
        .containsKeys("user_activity.events_ever", "user_activity.spend_ever");
  }

  private static List<History.Event> firstTwice(List<History.Event> events) {
    return Stream.concat(events.stream().limit(1), events.stream()).toList();
  }

  @Test
  void compare_anEventLost_isFound() {
    assertThat(updatedBy(events -> events.stream().skip(1).toList()).byFeature())
        .containsKeys("user_activity.events_ever");
  }

  private static Comparison updatedBy(UnaryOperator<List<History.Event>> arrival) {
    return suite.compare(
        asked.spine(),
        asked.expected(),
        suite
            .replay()
            .online(Variant.REFERENCE)
            .updated("broken", asked.episodes(), suite.reference(), arrival));
  }
}
