package dev.tandem.features.oracle;

import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.FeatureView;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.declaration.Window;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.expression.Expression;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.view.FeatureStatus;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A view's features by the book: for each row and feature, a scan over all events. */
public final class NaiveFeatures {
  private final Project project;
  private final FeatureView view;
  private final Table events;
  private final Map<String, LongColumn> satisfied = new HashMap<>();

  public NaiveFeatures(Project project, String view, Table events) {
    this.project = project;
    this.view = project.view(view);
    this.events = events;
  }

  /** The status of the view for a row of a table with keys and times. */
  public FeatureStatus status(Table rows, int row) {
    List<Integer> visible = visible(rows, row);
    if (visible.isEmpty()) {
      return FeatureStatus.MISSING;
    }
    long age = time(rows, row) - time(events, visible.get(visible.size() - 1));
    return view.ttl().isPresent() && age > view.ttl().get().toMillis()
        ? FeatureStatus.EXPIRED
        : FeatureStatus.PRESENT;
  }

  /** The value of a feature for a row, as {@link Cells} has it. */
  public Object value(AggregateFeature feature, Table rows, int row) {
    boolean present = status(rows, row) == FeatureStatus.PRESENT;
    Object declared = feature.defaultValue().map(text -> parse(feature.type(), text)).orElse(null);
    if (!present && declared != null) {
      return declared;
    }
    long start = feature.window().map(w -> start(w, time(rows, row))).orElse(Long.MIN_VALUE);
    List<Integer> counted =
        visible(rows, row).stream()
            .filter(e -> present && time(events, e) >= start && counts(feature, e))
            .toList();
    Object value = aggregate(feature, counted);
    return value == null ? declared : value;
  }

  private static long start(Window window, long instant) {
    long resolution = window.resolution().toMillis();
    return Math.floorDiv(instant - window.length().toMillis(), resolution) * resolution;
  }

  private List<Integer> visible(Table rows, int row) {
    return IntStream.range(0, events.rows())
        .boxed()
        .filter(e -> sameEntity(rows, row, e) && time(events, e) < time(rows, row))
        .sorted(byTimeAndIdentity(events))
        .toList();
  }

  static Comparator<Integer> byTimeAndIdentity(Table events) {
    return Comparator.<Integer>comparingLong(e -> time(events, e))
        .thenComparingLong(e -> events.longs(EventColumns.ID_HI).value(e))
        .thenComparingLong(e -> events.longs(EventColumns.ID_LO).value(e));
  }

  private boolean sameEntity(Table rows, int row, int event) {
    for (Field key : project.entity(view.entity()).keys()) {
      Object wanted = Cells.value(rows.column(key.name()), row);
      if (wanted == null || !wanted.equals(Cells.value(events.column(key.name()), event))) {
        return false;
      }
    }
    return true;
  }

  private boolean counts(AggregateFeature feature, int event) {
    if (feature.field().isPresent() && events.column(feature.field().get()).isNull(event)) {
      return false;
    }
    return feature.where().isEmpty() || satisfies(feature.where().get(), event);
  }

  private boolean satisfies(String where, int event) {
    return satisfied.computeIfAbsent(where, this::evaluate).value(event) == 1;
  }

  private LongColumn evaluate(String where) {
    List<Field> fields =
        project.source(view.source()).fields().stream().map(SourceField::field).toList();
    return (LongColumn) Expression.compile(where, fields).evaluate(events);
  }

  private Object aggregate(AggregateFeature feature, List<Integer> counted) {
    List<Object> values =
        counted.stream()
            .map(e -> feature.field().map(f -> Cells.value(events.column(f), e)).orElse(1L))
            .toList();
    return switch (feature.function()) {
      case COUNT -> (long) values.size();
      case COUNT_DISTINCT -> values.stream().distinct().count();
      case SUM -> sum(feature, values);
      case MEAN -> values.isEmpty() ? null : mean(feature, values);
      case MIN -> values.stream().min(NaiveFeatures::compare).orElse(null);
      case MAX -> values.stream().max(NaiveFeatures::compare).orElse(null);
      case LAST -> values.isEmpty() ? null : values.get(values.size() - 1);
      case LAST_N ->
          IntStream.range(0, Math.min(feature.limit(), values.size()))
              .mapToObj(i -> values.get(values.size() - 1 - i))
              .toList();
    };
  }

  private static Object sum(AggregateFeature feature, List<Object> values) {
    long sum = integerSum(feature, values);
    return feature.type() == ValueType.FLOAT64 ? (Object) (sum / power(feature.scale())) : sum;
  }

  private static double mean(AggregateFeature feature, List<Object> values) {
    int scale = values.get(0) instanceof Double ? feature.scale() : 0;
    return integerSum(feature, values) / (values.size() * power(scale));
  }

  private static long integerSum(AggregateFeature feature, List<Object> values) {
    return values.stream()
        .map(v -> BigInteger.valueOf(v instanceof Long n ? n : fixed((Double) v, feature.scale())))
        .reduce(BigInteger.ZERO, BigInteger::add)
        .longValueExact();
  }

  private static long fixed(double value, int scale) {
    return (long) Math.rint(value * power(scale));
  }

  private static double power(int scale) {
    return Double.parseDouble("1e" + scale);
  }

  @SuppressWarnings("unchecked") // values of one field are of one comparable type
  private static int compare(Object a, Object b) {
    return ((Comparable<Object>) a).compareTo(b);
  }

  private static Object parse(ValueType type, String text) {
    return switch (type) {
      case FLOAT64 -> Double.valueOf(text);
      case STRING -> text;
      case INT64 -> Long.valueOf(text);
      case BOOL -> text.equals("true") ? 1L : 0L;
      case TIMESTAMP -> Instant.parse(text).toEpochMilli();
      case INT64_LIST, FLOAT64_LIST, STRING_LIST -> List.of();
    };
  }

  private static long time(Table table, int row) {
    return table.longs(EventColumns.TIME).value(row);
  }
}
