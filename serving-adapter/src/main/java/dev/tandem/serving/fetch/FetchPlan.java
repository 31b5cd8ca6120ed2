package dev.tandem.serving.fetch;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.store.OnlineStore;
import dev.tandem.features.store.StateBatch;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.view.FeatureStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A service compiled for reading: which states a request needs, and how they become its features.
 * Immutable.
 *
 * <p>The states of all views are read in one round trip; each distinct entity, and each group of it
 * that rows read, is decoded once, however many rows it stands in.
 */
final class FetchPlan {
  private final String name;
  private final CompiledService service;
  private final List<ViewFetch> views;
  private final List<Field> keys;
  private final List<Field> requestFields;
  private final Map<String, Source> fetched;
  // For each feature of the layout, where it comes from; null for keys, request fields and
  // on-demand features.
  private final List<Source> sources;

  /** A feature's place: the number of the columns it is decoded into, and its own within them. */
  private record Source(int columns, int feature) {}

  private FetchPlan(String name, CompiledService service, List<ViewFetch> views) {
    this.name = name;
    this.service = service;
    this.views = views;
    this.keys = service.entityKeys();
    this.requestFields = service.request();
    this.fetched = new HashMap<>();
    List<List<Field>> columns = new ArrayList<>();
    views.forEach(view -> columns.add(view.features()));
    views.forEach(view -> view.groups().forEach(group -> columns.add(group.features())));
    for (int number = 0; number < columns.size(); number++) {
      List<Field> features = columns.get(number);
      for (int feature = 0; feature < features.size(); feature++) {
        fetched.put(features.get(feature).name(), new Source(number, feature));
      }
    }
    this.sources = new ArrayList<>();
    service.features().forEach(f -> sources.add(fetched.get(f.name())));
  }

  static FetchPlan compile(Project project, String name) {
    CompiledService service = CompiledService.compile(project, name);
    List<ViewFetch> views =
        service.views().stream()
            .map(view -> new ViewFetch(project.name(), view, service.groupKeys(view)))
            .toList();
    return new FetchPlan(name, service, views);
  }

  String service() {
    return name;
  }

  String version() {
    return service.version();
  }

  List<Field> entityKeys() {
    return keys;
  }

  List<Field> requestFields() {
    return requestFields;
  }

  List<Field> inputs() {
    return service.inputs();
  }

  List<Field> features() {
    return service.features();
  }

  /** Checks that a request has every field, with its type, and no other. */
  void requireComplete(FeatureRequest request) {
    for (Field key : keys) {
      Column column = required(request, key);
      for (int row = 0; row < column.size(); row++) {
        if (column.isNull(row)) {
          throw new InvalidRequestException(
              key.name() + "[" + row + "]", "null", "an entity key is never null");
        }
      }
    }
    requestFields.forEach(field -> required(request, field));
    for (String given : request.names()) {
      if (!isExpected(given)) {
        List<String> all = new ArrayList<>(keys.stream().map(Field::name).toList());
        requestFields.forEach(field -> all.add(field.name()));
        throw new InvalidRequestException(given, "an unknown field", String.join(", ", all));
      }
    }
  }

  private boolean isExpected(String given) {
    return keys.stream().anyMatch(f -> f.name().equals(given))
        || requestFields.stream().anyMatch(f -> f.name().equals(given));
  }

  private static Column required(FeatureRequest request, Field field) {
    String type = field.type().declaredName();
    Column column =
        request
            .find(field.name())
            .orElseThrow(
                () ->
                    new InvalidRequestException(
                        field.name(), "nothing", type + ", one value or one per row"));
    if (column.type() != field.type()) {
      throw new InvalidRequestException(field.name(), column.type().declaredName(), type);
    }
    return column;
  }

  /** The features of a complete request. */
  FeatureVectors fetch(FeatureRequest request, long atMillis, OnlineStore store, FetchWatch watch) {
    List<ViewColumns> columns = decode(request, atMillis, store, watch);
    long began = System.nanoTime();
    Table values = service.complete(inputs(request, columns), instants(request.rows(), atMillis));
    watch.took(Stage.EVALUATE, System.nanoTime() - began);
    FeatureStatus[][] statuses = new FeatureStatus[sources.size()][];
    long[][] newest = new long[sources.size()][];
    long[][] newestOf = new long[columns.size()][];
    for (int feature = 0; feature < statuses.length; feature++) {
      Source source = sources.get(feature);
      if (source == null) {
        statuses[feature] = presence(values.column(values.fields().get(feature).name()));
        newest[feature] = new long[0];
        continue;
      }
      ViewColumns decoded = columns.get(source.columns());
      if (newestOf[source.columns()] == null) {
        newestOf[source.columns()] = decoded.newest();
      }
      statuses[feature] = decoded.statuses(source.feature());
      newest[feature] = newestOf[source.columns()];
    }
    return new FeatureVectors(values, statuses, newest, atMillis, service.version());
  }

  private List<ViewColumns> decode(
      FeatureRequest request, long atMillis, OnlineStore store, FetchWatch watch) {
    long began = System.nanoTime();
    Map<List<Field>, DistinctKeys> entities = new HashMap<>();
    StateBatch wanted = new StateBatch();
    for (ViewFetch view : views) {
      view.addKeys(
          entities.computeIfAbsent(view.keys(), fields -> DistinctKeys.of(request, fields)),
          wanted);
    }
    if (wanted.size() > 0) {
      store.read(wanted);
    }
    long read = System.nanoTime();
    watch.took(Stage.READ, read - began);
    List<byte[]> states = new ArrayList<>();
    for (int key = 0; key < wanted.size(); key++) {
      states.add(wanted.copy(key));
    }
    List<List<byte[]>> statesOf = new ArrayList<>(views.size());
    List<ViewColumns> decoded = new ArrayList<>(views.size());
    int from = 0;
    for (ViewFetch view : views) {
      DistinctKeys distinct = entities.get(view.keys());
      int to = from + distinct.count();
      statesOf.add(states.subList(from, to));
      decoded.add(view.decode(distinct, states.subList(from, to), atMillis));
      from = to;
    }
    // Only now is every feature known that may say which group a row reads.
    for (int view = 0; view < views.size(); view++) {
      DistinctKeys distinct = entities.get(views.get(view).keys());
      long[] newest = decoded.get(view).newestOfPlaces();
      for (GroupFetch group : views.get(view).groups()) {
        Column keys = column(request, decoded, group.key());
        decoded.add(group.decode(distinct, statesOf.get(view), keys, newest, atMillis));
      }
    }
    watch.took(Stage.DECODE, System.nanoTime() - read);
    return decoded;
  }

  /** A view's feature by row, or what the request has: a value per row or one for all rows. */
  private Column column(FeatureRequest request, List<ViewColumns> decoded, Field field) {
    Source source = fetched.get(field.name());
    return source == null
        ? request.find(field.name()).orElseThrow()
        : decoded.get(source.columns()).values(source.feature());
  }

  private Table inputs(FeatureRequest request, List<ViewColumns> columns) {
    Table.Builder inputs = Table.builder(request.rows());
    for (Field field : service.inputs()) {
      Column column = column(request, columns, field);
      inputs.add(
          field.name(),
          column.size() == request.rows() ? column : column.select(new int[request.rows()]));
    }
    return inputs.build();
  }

  private static LongColumn instants(int rows, long atMillis) {
    long[] instants = new long[rows];
    Arrays.fill(instants, atMillis);
    return LongColumn.of(ValueType.TIMESTAMP, instants);
  }

  private static FeatureStatus[] presence(Column column) {
    FeatureStatus[] statuses = new FeatureStatus[column.size()];
    for (int row = 0; row < statuses.length; row++) {
      statuses[row] = column.isNull(row) ? FeatureStatus.NULL : FeatureStatus.PRESENT;
    }
    return statuses;
  }
}
