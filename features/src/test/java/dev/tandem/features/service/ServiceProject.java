package dev.tandem.features.service;

import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.AggregateFunction;
import dev.tandem.features.declaration.Entity;
import dev.tandem.features.declaration.FeatureService;
import dev.tandem.features.declaration.FeatureView;
import dev.tandem.features.declaration.OnDemandFeature;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.Source;
import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.declaration.Window;
import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A small shop whose parts a test can exchange. */
record ServiceProject(
    List<Field> request,
    List<String> features,
    List<OnDemandFeature> onDemand,
    Duration cartsWindow,
    List<SourceField> extraFields,
    String path) {

  static ServiceProject of(String... features) {
    return new ServiceProject(
        List.of(new Field("position", ValueType.INT64)),
        List.of(features),
        List.of(),
        Duration.ofDays(7),
        List.of(),
        "events.csv");
  }

  ServiceProject with(String name, String expression, ValueType type) {
    List<OnDemandFeature> more = new ArrayList<>(onDemand);
    more.add(new OnDemandFeature(name, expression, type));
    return new ServiceProject(request, features, more, cartsWindow, extraFields, path);
  }

  ServiceProject withCartsWindow(Duration window) {
    return new ServiceProject(request, features, onDemand, window, extraFields, path);
  }

  ServiceProject withSourceField(SourceField field) {
    return new ServiceProject(request, features, onDemand, cartsWindow, List.of(field), path);
  }

  ServiceProject withPath(String elsewhere) {
    return new ServiceProject(request, features, onDemand, cartsWindow, extraFields, elsewhere);
  }

  CompiledService compile() {
    return CompiledService.compile(project(), "ranking");
  }

  private Project project() {
    Field user = new Field("user_id", ValueType.INT64);
    Field item = new Field("item_id", ValueType.INT64);
    return new Project(
        "shop",
        List.of(new Entity("user", List.of(user)), new Entity("item", List.of(item))),
        List.of(source()),
        List.of(
            view("user_activity", "user", count("carts_7d", cartsWindow), count("views_7d")),
            view("item_popularity", "item", count("views_7d"))),
        onDemand,
        List.of(new FeatureService("ranking", request, features)),
        List.of(),
        List.of(),
        List.of());
  }

  private Source source() {
    List<SourceField> fields = new ArrayList<>();
    fields.add(field("user_id", ValueType.INT64));
    fields.add(field("item_id", ValueType.INT64));
    fields.add(
        new SourceField(
            "time",
            ValueType.TIMESTAMP,
            false,
            Optional.of(SourceField.TimeUnit.SECONDS),
            List.of(),
            Optional.empty()));
    fields.addAll(extraFields);
    return new Source(
        "events",
        Source.Format.CSV,
        path,
        false,
        fields,
        "time",
        List.of("user_id", "item_id", "time"),
        Optional.empty(),
        Optional.empty(),
        0.0);
  }

  static SourceField field(String name, ValueType type) {
    return new SourceField(name, type, false, Optional.empty(), List.of(), Optional.empty());
  }

  private static FeatureView view(String name, String entity, AggregateFeature... features) {
    return new FeatureView(
        name, entity, "events", Optional.of(Duration.ofDays(30)), List.of(features));
  }

  private static AggregateFeature count(String name) {
    return count(name, Duration.ofDays(7));
  }

  private static AggregateFeature count(String name, Duration window) {
    return AggregateFeature.builder(name, AggregateFunction.COUNT)
        .window(Window.of(window))
        .scale(6)
        .build();
  }
}
