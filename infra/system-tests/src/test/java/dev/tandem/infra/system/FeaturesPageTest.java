package dev.tandem.infra.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.AggregateFunction;
import dev.tandem.features.declaration.OnDemandFeature;
import dev.tandem.features.declaration.OutcomeLabel;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.TrainingSet;
import dev.tandem.features.yaml.ProjectReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/features.md} shows every kind of feature, and says of each what it gives. */
class FeaturesPageTest {
  @TempDir Path folder;
  private FeaturesPage page;
  private Project project;

  @BeforeEach
  void read() throws IOException {
    page = FeaturesPage.read();
    project = ProjectReader.read(page.write(folder));
  }

  @Test
  void everyColumn_hasAValueForARowWithHistoryAndForOneWithout() {
    Set<String> told =
        page.values().stream()
            .map(value -> value.column() + " " + value.row())
            .collect(Collectors.toSet());
    for (String column : columns()) {
      assertThat(told).contains(column + " A", column + " B");
    }
    assertThat(page.values().stream().map(PageValue::column)).hasSameElementsAs(columns());
  }

  /** All that a value can be told of. */
  private List<String> columns() {
    List<String> columns = new ArrayList<>();
    project
        .views()
        .forEach(view -> view.features().forEach(f -> columns.add(view.name() + "." + f.name())));
    project.onDemandFeatures().stream().map(OnDemandFeature::name).forEach(columns::add);
    project.labels().forEach(label -> columns.add(label.column()));
    project.labels().stream()
        .filter(label -> label instanceof OutcomeLabel outcome && outcome.delay())
        .forEach(label -> columns.add(((OutcomeLabel) label).delayColumn()));
    project.trainingSets().stream()
        .filter(set -> set.negatives().isPresent())
        .map(TrainingSet::name)
        .forEach(columns::add);
    return columns;
  }

  private List<AggregateFeature> features(AggregateFunction function) {
    return project.views().stream()
        .flatMap(view -> view.features().stream())
        .filter(feature -> feature.function() == function)
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void everyAggregate_isThereWithAllOfItsSettings(AggregateFunction function) {
    assertThat(features(function)).as(function.declaredName()).isNotEmpty();
    assertThat(function.settings())
        .allSatisfy(
            setting ->
                assertThat(features(function))
                    .as("%s with %s", function.declaredName(), setting)
                    .anyMatch(feature -> feature.settings().values().containsKey(setting)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"view", "feature", "label", "training_set"})
  void everyKey_isThere(String section) throws IOException {
    JsonNode schema =
        new ObjectMapper()
            .readTree(Project.class.getResource("/dev/tandem/features/tandem.schema.json"));
    Set<String> keys = new TreeSet<>();
    schema
        .at("/$defs/" + section)
        .findValues("properties")
        .forEach(properties -> properties.fieldNames().forEachRemaining(keys::add));

    assertThat(keys).hasSizeGreaterThan(3);
    assertThat(keys)
        .allSatisfy(
            key -> assertThat(page.declaration()).containsPattern("(?m)[ {]" + key + ":( |$)"));
  }

  @Test
  void everyKindOfGroup_isReadByAKeyARequestFieldAndAnotherView() {
    assertThat(
            project.views().stream()
                .flatMap(view -> view.features().stream())
                .flatMap(feature -> feature.by().stream())
                .map(by -> by.key()))
        .contains("item_id", "position", "item_attributes.category");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hour_of_day",
        "day_of_week",
        "is_weekend",
        "cyclic_sin",
        "cyclic_cos",
        "days_since",
        "ratio",
        "log1p",
        "default_to",
        "bucket",
        "cross",
        "hash_bucket"
      })
  void everyKindOfExpression_isThere(String function) {
    assertThat(project.onDemandFeatures())
        .anyMatch(feature -> feature.expression().contains(function + "("));
  }

  @Test
  void everyTestThatIsNamed_isThere() throws IOException {
    Set<String> named = page.tests();

    assertThat(named).contains("FeaturesPageIT", "ManyGroupsTest");
    try (Stream<Path> files = Files.walk(Path.of("..", ".."))) {
      assertThat(
              files
                  .filter(file -> file.toString().contains("src/test/java"))
                  .map(file -> file.getFileName().toString().replace(".java", "")))
          .containsAll(named);
    }
  }
}
