package dev.tandem.serving.log;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.view.CompiledView;
import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.FeatureVectors;
import dev.tandem.serving.fetch.ServedRows;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** How the answers of one feature service are copied into columns. Immutable. */
final class ServedLayout {
  private final Set<Field> given;
  private final int[] ofViews;
  private final Map<String, Integer> views;
  private final Optional<KeySample> sample;

  private ServedLayout(
      Set<Field> given, int[] ofViews, Map<String, Integer> views, Optional<KeySample> sample) {
    this.given = given;
    this.ofViews = ofViews;
    this.views = views;
    this.sample = sample;
  }

  /** The layout of a service whose rows are sampled as the settings say. */
  static ServedLayout of(Project project, String name, ServedLogSettings settings) {
    CompiledService service = CompiledService.compile(project, name);
    List<String> features = service.features().stream().map(Field::name).toList();
    Map<String, Integer> views = new LinkedHashMap<>();
    Set<Integer> ofViews = new TreeSet<>();
    for (CompiledView view : service.views()) {
      for (Field feature : view.features()) {
        int place = features.indexOf(feature.name());
        if (place >= 0) {
          ofViews.add(place);
          views.putIfAbsent(view.declaration().name(), place);
        }
      }
    }
    Set<Field> given = new LinkedHashSet<>(service.entityKeys());
    given.addAll(service.request());
    List<String> keys = service.entityKeys().stream().map(Field::name).toList();
    Optional<String> key =
        settings.key().filter(keys::contains).or(() -> keys.stream().findFirst());
    return new ServedLayout(
        given,
        ofViews.stream().mapToInt(Integer::intValue).toArray(),
        views,
        key.map(by -> new KeySample(by, settings.share())));
  }

  /** The rows that are kept of a request; all of a service that has no entity key. */
  int[] sampled(FeatureRequest request) {
    return sample
        .map(by -> by.rows(request))
        .orElseGet(() -> IntStream.range(0, request.rows()).toArray());
  }

  /** Copies rows of an answer: the columns behind {@link ServedColumns#PROPENSITY}. */
  Table copy(ServedRows served, int[] rows) {
    Table.Builder copied = Table.builder(rows.length);
    Set<String> names = new LinkedHashSet<>();
    for (Field field : given) {
      names.add(field.name());
      copied.add(field.name(), selected(served.request().find(field.name()).orElseThrow(), rows));
    }
    FeatureVectors features = served.features();
    for (String name : features.names()) {
      if (names.add(name)) {
        copied.add(name, features.values().column(name).select(rows));
      }
    }
    for (int feature : ofViews) {
      copied.add(
          ServedColumns.status(features.names().get(feature)), statuses(features, feature, rows));
    }
    views.forEach(
        (view, feature) -> copied.add(ServedColumns.newest(view), newest(features, feature, rows)));
    return copied.build();
  }

  /** A column of one value stands for every row. */
  private static Column selected(Column column, int[] rows) {
    return column.select(column.size() == 1 ? new int[rows.length] : rows);
  }

  private static Column statuses(FeatureVectors features, int feature, int[] rows) {
    long[] codes = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      codes[i] = features.status(feature, rows[i]).code();
    }
    return LongColumn.of(ValueType.INT64, codes);
  }

  private static Column newest(FeatureVectors features, int feature, int[] rows) {
    LongColumn times = (LongColumn) Column.allocate(ValueType.TIMESTAMP, rows.length);
    for (int i = 0; i < rows.length; i++) {
      long newest = features.newestEventMillis(feature, rows[i]);
      if (newest != FeatureVectors.NO_EVENT) {
        times.set(i, newest);
      }
    }
    return times;
  }
}
