package dev.tandem.features.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.AggregateFunction;
import dev.tandem.features.declaration.FeatureView;
import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.OnDemandFeature;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.ProjectValidator;
import dev.tandem.features.declaration.Source;
import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.declaration.SourceField.TimeUnit;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.declaration.Window;
import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProjectReaderTest {
  private final Project project = ProjectReader.read(resource("userbehavior.yaml"));

  static Path resource(String name) {
    try {
      return Path.of(ProjectReaderTest.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void read_source_hasAllThatIsDeclared() {
    Source source = project.source("behaviours");

    assertThat(source.paths()).containsExactly("UserBehavior.csv");
    assertThat(source.header()).isFalse();
    assertThat(source.eventId()).containsExactly("user_id", "item_id", "behaviour", "time");
    assertThat(source.arrivalTime()).contains("received_at");
    assertThat(source.lateness()).contains(Duration.ofDays(2));
    assertThat(source.maxDeadLetterShare()).isEqualTo(0.05);
    assertThat(source.find("behaviour").orElseThrow().allowed())
        .containsExactly("pv", "cart", "fav", "buy");
    assertThat(source.find("price").orElseThrow().range())
        .contains(new SourceField.Range(0, 100_000));
    assertThat(source.find("time").orElseThrow().timeUnit()).contains(TimeUnit.SECONDS);
  }

  @Test
  void read_whatIsNotDeclared_hasItsDefault() {
    Source source = project.source("ratings");

    assertThat(source.header()).isTrue();
    assertThat(source.maxDeadLetterShare()).isEqualTo(0.01);
    assertThat(source.find("time").orElseThrow().timeUnit()).contains(TimeUnit.ISO_8601);
    assertThat(source.find("stars").orElseThrow().optional()).isFalse();
  }

  @Test
  void read_aggregate_hasAllThatIsDeclared() {
    FeatureView view = project.view("user_activity");

    assertThat(view.ttl()).contains(Duration.ofDays(30));
    assertThat(view.features().get(3))
        .isEqualTo(
            AggregateFeature.builder("spend_7d", AggregateFunction.SUM)
                .field(new Field("price", ValueType.FLOAT64))
                .window(new Window(Duration.ofDays(7), Duration.ofHours(1)))
                .scale(2)
                .defaultValue("0")
                .build());
    assertThat(view.features().get(0).window()).contains(Window.of(Duration.ofHours(1)));
    assertThat(view.features().get(4).scale()).isEqualTo(6);
  }

  @Test
  void read_aggregates_haveTheTypeOfTheirFunction() {
    assertThat(project.view("user_activity").features())
        .extracting(AggregateFeature::type)
        .containsExactly(
            ValueType.INT64,
            ValueType.INT64,
            ValueType.INT64,
            ValueType.FLOAT64,
            ValueType.FLOAT64,
            ValueType.INT64_LIST,
            ValueType.STRING);
  }

  @Test
  void read_onDemand_hasTheTypeOfItsExpression() {
    assertThat(project.onDemandFeatures())
        .extracting(OnDemandFeature::type)
        .containsExactly(ValueType.INT64, ValueType.FLOAT64);
  }

  @Test
  void read_bareView_standsForItsFeatures() {
    assertThat(project.service("ranking").features())
        .containsExactly(
            "user_id",
            "item_id",
            "user_activity.views_1h",
            "user_activity.views_7d",
            "user_activity.carts_7d",
            "user_activity.spend_7d",
            "user_activity.mean_price",
            "user_activity.last_items",
            "user_activity.last_behaviour",
            "item_popularity.views_1d",
            "hour",
            "cart_rate",
            "position");
  }

  @Test
  void read_inputs_areInTheServicesOrderAndChosenByType() {
    Model model = project.model("ranker");

    assertThat(model.inputs())
        .extracting(input -> input.feature() + " " + input.kind().declaredName())
        .containsExactly(
            "user_id categorical",
            "item_id categorical",
            "user_activity.views_1h numeric",
            "user_activity.views_7d numeric",
            "user_activity.carts_7d numeric",
            "user_activity.spend_7d numeric",
            "user_activity.mean_price numeric",
            "user_activity.last_behaviour categorical",
            "item_popularity.views_1d numeric",
            "hour categorical",
            "cart_rate numeric",
            "position bucket");
    assertThat(model.inputs().get(0))
        .isEqualTo(
            new Input(
                "user_id",
                Input.Kind.CATEGORICAL,
                new Options(Map.of("dimension", List.of("8"), "min_count", List.of("2")))));
  }

  @Test
  void read_task_standsBehindTheOneItComesAfter() {
    assertThat(project.model("ranker").tasks())
        .containsExactly(
            new Task("cart", Task.Kind.BINARY, "cart", 1, Optional.empty()),
            new Task("purchase", Task.Kind.BINARY, "purchase", 2, Optional.of("cart")),
            new Task("rating", Task.Kind.REGRESSION, "rating", 1, Optional.empty()));
  }

  @Test
  void read_choices_haveTheirSettings() {
    Model model = project.model("ranker");

    assertThat(model.architecture().name()).isEqualTo("aitm");
    assertThat(model.architecture().options().integers("tower", List.of()))
        .containsExactly(128, 64, 32);
    assertThat(model.architecture().options().number("calibrator", 0)).isEqualTo(0.6);
    assertThat(model.training().integer("batch_size", 0)).isEqualTo(1024);
  }

  @Test
  void read_validProject_isValidForTheValidatorToo() {
    assertThat(ProjectValidator.check(project)).isEmpty();
  }
}
