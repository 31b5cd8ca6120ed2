package dev.tandem.features.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.declaration.Model.Choice;
import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Projects made in Java; what YAML can say is tested with its reader. */
class ProjectValidatorTest {
  private static final Entity USER =
      new Entity("user", List.of(new Field("user_id", ValueType.INT64)));
  private static final AggregateFeature CLICKS =
      aggregate("clicks", AggregateFunction.COUNT, Optional.empty(), 0, ValueType.INT64);
  private static final FeatureService SERVICE =
      new FeatureService("ranking", List.of(), List.of("user_id", "activity.clicks", "many"));
  private static final OnDemandFeature MANY =
      new OnDemandFeature("many", "activity.clicks > 10", ValueType.BOOL);
  private static final Label BUY =
      new OutcomeLabel(
          "buy",
          "events",
          Optional.empty(),
          List.of("user_id"),
          Duration.ofDays(1),
          Optional.empty(),
          Optional.empty(),
          false);

  private static AggregateFeature aggregate(
      String name, AggregateFunction function, Optional<String> field, int scale, ValueType type) {
    return new AggregateFeature(
        name,
        function,
        field,
        Optional.empty(),
        Optional.empty(),
        0,
        scale,
        Options.none(),
        Optional.empty(),
        type,
        Optional.empty());
  }

  private static SourceField field(String name, ValueType type) {
    return new SourceField(
        name,
        type,
        false,
        type == ValueType.TIMESTAMP
            ? Optional.of(SourceField.TimeUnit.MILLISECONDS)
            : Optional.empty(),
        List.of(),
        Optional.empty());
  }

  private static Source source(SourceField... fields) {
    return new Source(
        "events",
        Source.Format.CSV,
        "events.csv",
        true,
        List.of(fields),
        "time",
        List.of("user_id", "time"),
        Optional.empty(),
        Optional.empty(),
        0);
  }

  private static Project project(AggregateFeature feature, List<OnDemandFeature> onDemand) {
    return new Project(
        "shop",
        List.of(USER),
        List.of(
            source(
                field("user_id", ValueType.INT64),
                field("price", ValueType.FLOAT64),
                field("time", ValueType.TIMESTAMP))),
        List.of(new FeatureView("activity", "user", "events", Optional.empty(), List.of(feature))),
        onDemand,
        List.of(SERVICE),
        List.of(BUY),
        List.of(
            new TrainingSet(
                "rows", "events", Optional.empty(), "ranking", List.of("buy"), Optional.empty())),
        List.of());
  }

  private static Project valid() {
    return project(CLICKS, List.of(MANY));
  }

  private static List<String> problems(Project project) {
    return ProjectValidator.check(project).stream().map(Problem::toString).toList();
  }

  private static Model model(List<Input> inputs, List<Task> tasks) {
    Choice adam = new Choice("adam", Options.none());
    return new Model("ranker", "rows", inputs, tasks, adam, adam, Optional.empty(), Options.none());
  }

  @Test
  void check_validProject_findsNothing() {
    assertThat(problems(valid())).isEmpty();
    assertThat(ProjectValidator.require(valid())).isEqualTo(valid());
  }

  @Test
  void check_viewOverRowsWithoutTimeOrIdentity_isRefused() {
    Project project = valid();
    Source source = project.sources().get(0);
    Source timeless =
        new Source(
            source.name(),
            source.format(),
            source.paths(),
            source.header(),
            source.delimiter(),
            source.fields(),
            Optional.empty(),
            List.of(),
            source.arrivalTime(),
            source.lateness(),
            source.maxDeadLetterShare(),
            source.starts());
    Project rows =
        new Project(
            project.name(),
            project.entities(),
            List.of(timeless),
            project.views(),
            project.onDemandFeatures(),
            project.services(),
            project.labels(),
            project.trainingSets(),
            project.models());

    assertThat(problems(rows))
        .containsExactly(
            "sources.events.event_time: missing: view 'activity' reads its events, so it needs one",
            "sources.events.event_id: missing: view 'activity' reads its events, so it needs one");
  }

  @Test
  void require_invalidProject_throwsWithEveryProblem() {
    Project invalid = project(CLICKS, List.of());

    assertThatThrownBy(() -> ProjectValidator.require(invalid))
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessage(
            "services.ranking.features[many]: found 'many', "
                + "allowed: user_id, activity.clicks");
  }

  @Test
  void check_wrongResultType_saysTheRightOne() {
    AggregateFeature wrong =
        aggregate("clicks", AggregateFunction.COUNT, Optional.empty(), 0, ValueType.FLOAT64);

    assertThat(problems(project(wrong, List.of(MANY))))
        .containsExactly("views.activity.features.clicks.type: found 'float64', allowed: int64");
  }

  @Test
  void check_missingField_saysWhatNeedsOne() {
    AggregateFeature wrong =
        aggregate("clicks", AggregateFunction.SUM, Optional.empty(), 0, ValueType.INT64);

    assertThat(problems(project(wrong, List.of(MANY))))
        .containsExactly("views.activity.features.clicks.field: missing; sum needs a field");
  }

  @Test
  void check_scaleBeyondLimit_isReported() {
    AggregateFeature wrong =
        aggregate("clicks", AggregateFunction.SUM, Optional.of("price"), 13, ValueType.FLOAT64);

    assertThat(problems(project(wrong, List.of(MANY))))
        .containsExactly(
            "views.activity.features.clicks.scale: "
                + "found '13', allowed: a whole number from 0 to 12");
  }

  @Test
  void check_wrongOnDemandType_saysBoth() {
    OnDemandFeature wrong = new OnDemandFeature("many", MANY.expression(), ValueType.INT64);

    assertThat(problems(project(CLICKS, List.of(wrong))))
        .containsExactly("on_demand.many: declared as int64, but the expression is bool");
  }

  @Test
  void check_onDemandReadingLaterOnDemand_isFine() {
    OnDemandFeature few = new OnDemandFeature("few", "!many", ValueType.BOOL);

    assertThat(problems(project(CLICKS, List.of(few, MANY)))).isEmpty();
  }

  @Test
  void check_onDemandReadingWrongOnDemand_reportsTheCauseAlone() {
    OnDemandFeature broken = new OnDemandFeature("many", "activity.clicks >", ValueType.BOOL);
    OnDemandFeature few = new OnDemandFeature("few", "!many", ValueType.BOOL);

    assertThat(problems(project(CLICKS, List.of(few, broken))))
        .singleElement()
        .asString()
        .startsWith("on_demand.many: 'activity.clicks >': column ");
  }

  @Test
  void check_sameNameTwice_isReported() {
    assertThat(problems(project(CLICKS, List.of(MANY, MANY))))
        .containsExactly("on_demand.many: declared twice");
  }

  @Test
  void check_inputsAndTasksThatDoNotFit_areReported() {
    Input text = new Input("many", Input.Kind.NUMERIC, Options.none());
    Input setting =
        new Input("user_id", Input.Kind.CATEGORICAL, new Options(Map.of("bins", List.of("3"))));
    Task task = new Task("buy", Task.Kind.BINARY, "buy", 1, Optional.of("click"));
    Task click = new Task("click", Task.Kind.BINARY, "buy", 1, Optional.empty());

    assertThat(
            problems(
                valid().withModels(List.of(model(List.of(text, setting), List.of(task, click))))))
        .containsExactly(
            "models.ranker.inputs.user_id.bins: unknown setting of a categorical input, "
                + "allowed: dimension, min_count, overflow, table",
            "models.ranker.inputs.many.kind: found 'numeric', allowed: categorical for bool",
            "models.ranker.tasks.buy.after: 'click' stands behind 'buy', but comes before it");
  }

  @Test
  void check_modelWithoutInputsAndTasks_isReported() {
    assertThat(problems(valid().withModels(List.of(model(List.of(), List.of())))))
        .containsExactly(
            "models.ranker.inputs: none, allowed: at least one feature of the service",
            "models.ranker.tasks: empty, allowed: at least one task");
  }

  @Test
  void check_whatTheReaderReported_isNotReportedAgain() {
    Project withoutView =
        new Project(
            "shop",
            List.of(USER),
            valid().sources(),
            List.of(),
            List.of(MANY),
            List.of(SERVICE),
            List.of(BUY),
            List.of(),
            List.of());

    assertThat(ProjectValidator.check(withoutView, Set.of("views.activity"))).isEmpty();
    assertThat(ProjectValidator.check(withoutView, Set.of())).hasSize(2);
  }
}
