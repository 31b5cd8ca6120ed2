package dev.tandem.infra.system.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.AggregateFunction;
import dev.tandem.features.declaration.OnDemandFeature;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.Window;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of feature is in the parity suite. */
class DeclarationsUnderTestTest {
  private static final Duration SHORT = Duration.ofHours(1);
  private static final Duration LONG = Duration.ofDays(2);

  static Stream<Project> projects() {
    return Stream.of(ParityLog.declared("shop.yaml"), ParityLog.declared("userbehavior.yaml"));
  }

  private static List<AggregateFeature> features(AggregateFunction function) {
    return projects()
        .flatMap(project -> project.views().stream())
        .flatMap(view -> view.features().stream())
        .filter(feature -> feature.function() == function)
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void everyAggregate_isInTheSuite(AggregateFunction function) {
    assertThat(features(function))
        .as(
            "%s is in neither shop.yaml nor userbehavior.yaml, so nothing proves that it is the"
                + " same in training and serving",
            function.declaredName())
        .isNotEmpty();
  }

  // A ratio is nothing without its conditions.
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RATIO")
  void everyAggregate_isThereWithAndWithoutWhere(AggregateFunction function) {
    assertThat(features(function))
        .as(function.declaredName())
        .anyMatch(feature -> feature.where().isPresent())
        .anyMatch(feature -> feature.where().isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void everyAggregate_withAWindow_isThereWithEveryKindOfWindow(AggregateFunction function) {
    List<Optional<Window>> declared =
        features(function).stream().map(AggregateFeature::window).toList();
    List<Window> windows = declared.stream().flatMap(Optional::stream).toList();
    if (!windows.isEmpty()) {
      // What always decays has a window of its own where none is declared.
      if (!function.decays(Options.none())) {
        assertThat(declared).as("%s over all events", function).anyMatch(Optional::isEmpty);
      }
      requireAny(windows, function, "a short one", w -> w.length().compareTo(SHORT) <= 0);
      requireAny(windows, function, "a long one", w -> w.length().compareTo(LONG) >= 0);
      requireAny(windows, function, "one to the millisecond", w -> w.resolution().toMillis() == 1);
    }
  }

  private static void requireAny(
      List<Window> windows, AggregateFunction function, String kind, Predicate<Window> wanted) {
    assertThat(windows).as("windows of %s: %s", function.declaredName(), kind).anyMatch(wanted);
  }

  @ParameterizedTest
  @MethodSource("projects")
  void everyFeature_isInTheService(Project project) {
    List<String> served = project.services().get(0).features();
    project
        .views()
        .forEach(
            view ->
                assertThat(served)
                    .containsAll(
                        view.features().stream().map(f -> view.name() + "." + f.name()).toList()));
    assertThat(served)
        .containsAll(project.onDemandFeatures().stream().map(OnDemandFeature::name).toList());
    assertThat(project.services()).hasSize(1);
  }

  @Test
  void viewsAndFeatures_areThereWithTtlsAndDefaultsAndWithout() {
    assertThat(projects().flatMap(project -> project.views().stream()))
        .anyMatch(view -> view.ttl().isPresent())
        .anyMatch(view -> view.ttl().isEmpty());
    assertThat(
            projects()
                .flatMap(project -> project.views().stream())
                .flatMap(view -> view.features().stream()))
        .anyMatch(feature -> feature.defaultValue().isPresent())
        .anyMatch(feature -> feature.defaultValue().isEmpty());
  }
}
