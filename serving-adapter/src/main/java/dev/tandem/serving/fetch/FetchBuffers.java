package dev.tandem.serving.fetch;

import dev.tandem.features.service.CompiledService;
import dev.tandem.features.store.Deadline;
import dev.tandem.features.store.OnlineStore;
import dev.tandem.features.store.StateBatch;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.type.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The memory of one request at a time: keys, states, decoded columns. It is used again, and so
 * nothing in it is allocated anew for a request like an earlier one. For one thread at a time.
 */
final class FetchBuffers {
  private final FetchPlan plan;
  private final StateBatch batch = new StateBatch();
  private final Map<List<Field>, RowNumbers> entities = new LinkedHashMap<>();
  private final List<EntityColumns> views = new ArrayList<>();
  private final List<GroupColumns> groups = new ArrayList<>();
  private final List<Decoded> decoded = new ArrayList<>();
  private final LongColumn instants = (LongColumn) Column.allocate(ValueType.TIMESTAMP, 0);
  private final Map<String, Column> spread = new HashMap<>();
  private final Map<String, Column> onDemand = new HashMap<>();
  private int[] zeros = {};
  private FeatureRequest request;

  FetchBuffers(FetchPlan plan) {
    this.plan = plan;
    for (FetchPlan.View view : plan.views()) {
      RowNumbers ofRows = entities.computeIfAbsent(view.keys(), keys -> new RowNumbers());
      views.add(new EntityColumns(view.keys(), view.codec(), view.reader(), ofRows));
    }
    for (int view = 0; view < views.size(); view++) {
      for (FetchPlan.Group group : plan.views().get(view).groups()) {
        groups.add(new GroupColumns(views.get(view), group.reader()));
      }
    }
    decoded.addAll(views);
    decoded.addAll(groups);
    for (Field input : plan.compiled().onDemandInputs()) {
      spread.put(input.name(), Column.allocate(input.type(), 0));
    }
    for (Field feature : plan.compiled().onDemandFeatures()) {
      onDemand.put(feature.name(), Column.allocate(feature.type(), 0));
    }
  }

  // Hot path: FetchBenchmark.
  /** Reads, decodes and evaluates all features of a complete request. */
  void fetch(
      FeatureRequest ofRequest,
      long atMillis,
      OnlineStore store,
      Deadline deadline,
      FetchWatch watch) {
    long began = System.nanoTime();
    request = ofRequest;
    batch.clear();
    for (Map.Entry<List<Field>, RowNumbers> ofKeys : entities.entrySet()) {
      ofKeys.getValue().begin(request.rows());
      for (Field key : ofKeys.getKey()) {
        ofKeys.getValue().add(request.find(key.name()).orElseThrow());
      }
      ofKeys.getValue().number();
    }
    for (EntityColumns view : views) {
      view.addKeys(request, batch);
    }
    if (batch.size() > 0) {
      store.read(batch, deadline);
    }
    if (!deadline.isSet()) {
      batch.requireAnswered();
    }
    long read = System.nanoTime();
    watch.took(Stage.READ, read - began);
    for (EntityColumns view : views) {
      view.decode(batch, atMillis);
    }
    decodeGroups(atMillis);
    long decodedAt = System.nanoTime();
    watch.took(Stage.DECODE, decodedAt - read);
    evaluate(atMillis);
    watch.took(Stage.EVALUATE, System.nanoTime() - decodedAt);
  }

  // Only now is every feature known that may say which group a row reads.
  private void decodeGroups(long atMillis) {
    int next = 0;
    for (FetchPlan.View view : plan.views()) {
      for (FetchPlan.Group group : view.groups()) {
        FetchPlan.Source source = group.key();
        groups.get(next++).decode(batch, column(source), places(source), atMillis);
      }
    }
  }

  private void evaluate(long atMillis) {
    if (onDemand.isEmpty()) {
      return;
    }
    int rows = request.rows();
    if (plan.compiled().readsTime()) {
      instants.resize(rows);
      Arrays.fill(instants.values(), 0, rows, atMillis);
      Arrays.fill(instants.present(), 0, rows, true);
    }
    onDemand.values().forEach(column -> column.reset(rows));
    plan.compiled().evaluate(this::byRow, rows);
  }

  /** A column with a value for each row, for on-demand features. */
  private Column byRow(String name) {
    if (name.equals(CompiledService.REQUEST_TIME)) {
      return instants;
    }
    Column evaluated = onDemand.get(name);
    if (evaluated != null) {
      return evaluated;
    }
    FetchPlan.Source source = plan.source(name);
    Column column = column(source);
    RowNumbers places = places(source);
    if (places == null ? column.size() == request.rows() : places.isIdentity()) {
      return column;
    }
    Column spreadOut = spread.get(name);
    spreadOut.gather(places == null ? zeros() : places.ofRows(), request.rows(), column);
    return spreadOut;
  }

  private int[] zeros() {
    if (zeros.length < request.rows()) {
      zeros = new int[request.rows()];
    }
    return zeros;
  }

  /** The keys of the request and what the store said of each. */
  StateBatch states() {
    return batch;
  }

  /** Why a state could not be read, if there is such a one. */
  Optional<RuntimeException> problem() {
    return decoded.stream().flatMap(of -> of.problem().stream()).findFirst();
  }

  /** The values of a feature or of a part of the request, by place. */
  Column column(FetchPlan.Source source) {
    return switch (source.kind()) {
      case DECODED -> decoded.get(source.columns()).column(source.feature());
      case REQUEST -> request.find(source.name()).orElseThrow();
      case ON_DEMAND -> onDemand.get(source.name());
    };
  }

  /** Which place each row has; null if the column has a value for each row, or one for all. */
  RowNumbers places(FetchPlan.Source source) {
    return source.kind() == FetchPlan.Kind.DECODED ? decoded.get(source.columns()).places() : null;
  }

  /** What was decoded together with a feature. */
  Decoded decoded(FetchPlan.Source source) {
    return decoded.get(source.columns());
  }

  /** The number of rows of the request. */
  int rows() {
    return request.rows();
  }

  /** Forgets the request, which is not this object's to keep. */
  void clear() {
    request = null;
  }
}
