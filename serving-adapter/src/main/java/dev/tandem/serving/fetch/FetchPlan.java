package dev.tandem.serving.fetch;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.key.EntityKeyCodec;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.state.GroupReader;
import dev.tandem.features.state.StateReader;
import dev.tandem.features.store.Deadline;
import dev.tandem.features.store.OnlineStore;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.view.CompiledView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A service compiled for reading: which states a request needs, and how they become its features.
 *
 * <p>The states of all views are read in one round trip; each distinct entity, and each group of it
 * that rows read, is decoded once, however many rows it stands in. The plan never changes; it keeps
 * the memory of as many requests as were answered at once, for later ones. Thread-safe.
 */
final class FetchPlan {
  private final String name;
  private final CompiledService service;
  private final List<View> views;
  private final List<Field> keys;
  private final List<Field> requestFields;
  private final List<String> names;
  private final Map<String, Source> decoded;
  private final List<Source> sources;
  private final Queue<FetchBuffers> spare = new ConcurrentLinkedQueue<>();

  /**
   * How the states of a view are found and decoded.
   *
   * @param keys the entity's
   */
  record View(List<Field> keys, EntityKeyCodec codec, StateReader reader, List<Group> groups) {
    View {
      keys = List.copyOf(keys);
      groups = List.copyOf(groups);
    }
  }

  /**
   * How the groups that rows read with one key are decoded.
   *
   * @param key where the key comes from
   */
  record Group(GroupReader reader, Source key) {}

  /** What gives a column. */
  enum Kind {
    DECODED,
    REQUEST,
    ON_DEMAND
  }

  /**
   * Where a column comes from.
   *
   * @param columns of what is decoded, the number of the columns that it is decoded into
   * @param feature its own number within them
   */
  record Source(String name, Kind kind, int columns, int feature) {}

  private FetchPlan(String name, CompiledService service, Project project) {
    this.name = name;
    this.service = service;
    this.keys = service.entityKeys();
    this.requestFields = service.request();
    this.names = service.features().stream().map(Field::name).toList();
    List<CompiledView> compiled = service.views();
    List<StateReader> readers = compiled.stream().map(StateReader::new).toList();
    List<List<Field>> columns = new ArrayList<>();
    readers.forEach(reader -> columns.add(reader.features()));
    List<List<GroupReader>> groups = new ArrayList<>();
    for (CompiledView view : compiled) {
      groups.add(service.groupKeys(view).stream().map(key -> new GroupReader(view, key)).toList());
    }
    groups.forEach(ofView -> ofView.forEach(reader -> columns.add(reader.features())));
    this.decoded = places(columns);
    this.views = new ArrayList<>();
    for (int view = 0; view < readers.size(); view++) {
      views.add(view(project, compiled.get(view), readers.get(view), groups.get(view)));
    }
    this.sources = names.stream().map(this::source).toList();
  }

  private static Map<String, Source> places(List<List<Field>> columns) {
    Map<String, Source> places = new HashMap<>();
    for (int number = 0; number < columns.size(); number++) {
      List<Field> features = columns.get(number);
      for (int feature = 0; feature < features.size(); feature++) {
        String of = features.get(feature).name();
        places.put(of, new Source(of, Kind.DECODED, number, feature));
      }
    }
    return places;
  }

  private View view(
      Project project, CompiledView view, StateReader reader, List<GroupReader> groups) {
    List<Field> groupKeys = service.groupKeys(view);
    List<Group> with = new ArrayList<>();
    for (int group = 0; group < groups.size(); group++) {
      with.add(new Group(groups.get(group), source(groupKeys.get(group).name())));
    }
    List<Field> ofEntity = view.entity().keys();
    return new View(
        ofEntity,
        EntityKeyCodec.of(project.name(), view.declaration().name(), ofEntity),
        reader,
        with);
  }

  static FetchPlan compile(Project project, String name) {
    return new FetchPlan(name, CompiledService.compile(project, name), project);
  }

  String service() {
    return name;
  }

  String version() {
    return service.version();
  }

  CompiledService compiled() {
    return service;
  }

  List<View> views() {
    return views;
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

  /** The names of the features, in order. */
  List<String> names() {
    return names;
  }

  /** Where a feature of the layout comes from. */
  Source source(int feature) {
    return sources.get(feature);
  }

  /** Where a view's feature, a part of a request or an on-demand feature comes from. */
  Source source(String column) {
    Source found = decoded.get(column);
    if (found != null) {
      return found;
    }
    boolean isOnDemand = service.onDemandFeatures().stream().anyMatch(f -> f.name().equals(column));
    return new Source(column, isOnDemand ? Kind.ON_DEMAND : Kind.REQUEST, 0, 0);
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

  /** The features of a complete request, of which {@link FeatureClient#fetch} says more. */
  FeatureVectors fetch(
      FeatureRequest request,
      long atMillis,
      OnlineStore store,
      Deadline deadline,
      FetchWatch watch) {
    FetchBuffers free = spare.poll();
    FetchBuffers buffers = free == null ? new FetchBuffers(this) : free;
    buffers.fetch(request, atMillis, store, deadline, watch);
    return new FeatureVectors(this, buffers, atMillis);
  }

  /** Takes back the memory of a request that is answered. */
  void giveBack(FetchBuffers buffers) {
    buffers.clear();
    spare.add(buffers);
  }
}
