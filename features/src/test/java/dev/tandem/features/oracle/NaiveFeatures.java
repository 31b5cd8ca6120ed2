package dev.tandem.features.oracle;

import dev.tandem.features.aggregate.HashedKey;
import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.DurationNotation;
import dev.tandem.features.declaration.FeatureView;
import dev.tandem.features.declaration.GroupBy;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A view's features by the book: for each row and feature, a scan over all events of the row's
 * entity.
 */
public final class NaiveFeatures {
  private final Project project;
  private final FeatureView view;
  private final Table events;
  private final Map<List<Object>, List<Integer>> eventsOf = new HashMap<>();
  private final Map<String, LongColumn> satisfied = new HashMap<>();
  private Sight sight = new Sight(null, -1, List.of());

  public NaiveFeatures(Project project, String view, Table events) {
    this.project = project;
    this.view = project.view(view);
    this.events = events;
    IntStream.range(0, events.rows())
        .boxed()
        .sorted(byTimeAndIdentity(events))
        .forEach(e -> eventsOf.computeIfAbsent(entity(events, e), k -> new ArrayList<>()).add(e));
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

  /** How the value of a feature for a row comes about. */
  public FeatureStatus status(AggregateFeature feature, Table rows, int row) {
    FeatureStatus status = status(rows, row);
    if (status != FeatureStatus.PRESENT || computed(feature, rows, row) != null) {
      return status;
    }
    return feature.defaultValue().isPresent() ? FeatureStatus.DEFAULTED : FeatureStatus.NULL;
  }

  /** The value of a feature for a row, as {@link Cells} has it. */
  public Object value(AggregateFeature feature, Table rows, int row) {
    boolean present = status(rows, row) == FeatureStatus.PRESENT;
    Object declared = feature.defaultValue().map(text -> parse(feature.type(), text)).orElse(null);
    if (!present && declared != null) {
      return declared;
    }
    Object value = computed(feature, rows, row);
    return value == null ? declared : value;
  }

  private Object computed(AggregateFeature feature, Table rows, int row) {
    boolean present = status(rows, row) == FeatureStatus.PRESENT;
    long start = feature.window().map(w -> start(w, time(rows, row))).orElse(Long.MIN_VALUE);
    List<Integer> seen = visible(rows, row).stream().filter(e -> present).toList();
    List<Integer> counted =
        ofGroup(feature, seen.stream().filter(e -> counts(feature, e)).toList(), rows, row);
    return switch (feature.function()) {
      case RATIO -> {
        String of = feature.settings().text("of", "");
        List<Integer> all =
            ofGroup(feature, seen.stream().filter(e -> satisfies(of, e)).toList(), rows, row);
        yield ratio(feature, since(start, counted).size(), since(start, all).size());
      }
      case TOP_K -> top(feature, counted, start);
      default -> aggregate(feature, since(start, counted), time(rows, row));
    };
  }

  private List<Integer> since(long start, List<Integer> all) {
    return all.stream().filter(e -> time(events, e) >= start).toList();
  }

  private static Object ratio(AggregateFeature feature, long hits, long all) {
    List<String> prior = feature.settings().values().getOrDefault("prior", List.of("0", "0"));
    double denominator = all + Double.parseDouble(prior.get(1));
    return denominator == 0 ? null : (hits + Double.parseDouble(prior.get(0))) / denominator;
  }

  private List<Integer> ofGroup(
      AggregateFeature feature, List<Integer> selected, Table rows, int row) {
    return feature
        .by()
        .map(by -> inGroup(feature, by, grouped(by, selected), rows, row))
        .orElse(selected);
  }

  private List<Integer> grouped(GroupBy by, List<Integer> selected) {
    return selected.stream().filter(e -> group(by, e) != null).toList();
  }

  /** The events of the row's group that have not been forgotten. */
  private List<Integer> inGroup(
      AggregateFeature feature, GroupBy by, List<Integer> selected, Table rows, int row) {
    Object wanted = Cells.value(rows.column(by.key()), row);
    return remembered(feature, by, selected).stream()
        .filter(e -> group(by, e).equals(wanted))
        .toList();
  }

  private List<Integer> remembered(AggregateFeature feature, GroupBy by, List<Integer> selected) {
    if (groups(by, selected).size() <= by.most()) {
      return selected;
    }
    long last = selected.stream().mapToLong(e -> tile(feature, e)).max().orElseThrow();
    List<Integer> newest = selected.stream().filter(e -> tile(feature, e) == last).toList();
    if (groups(by, newest).size() <= by.most()) {
      // From the newest event back, until one brings a group too many: its tile is forgotten.
      Set<Object> met = new HashSet<>();
      long forgotten =
          selected.stream()
              .sorted(Comparator.comparing((Integer e) -> tile(feature, e)).reversed())
              .filter(e -> met.add(group(by, e)) && met.size() > by.most())
              .findFirst()
              .map(e -> tile(feature, e))
              .orElseThrow();
      return selected.stream().filter(e -> tile(feature, e) > forgotten).toList();
    }
    Set<Object> smallest =
        groups(by, newest).stream()
            .sorted(Comparator.comparing(NaiveFeatures::hashed))
            .limit(by.most())
            .collect(Collectors.toSet());
    return newest.stream().filter(e -> smallest.contains(group(by, e))).toList();
  }

  private long tile(AggregateFeature feature, int event) {
    long time = time(events, event);
    return feature.window().map(w -> Math.floorDiv(time, w.resolution().toMillis())).orElse(0L);
  }

  private Set<Object> groups(GroupBy by, List<Integer> of) {
    return of.stream().map(e -> group(by, e)).collect(Collectors.toSet());
  }

  private Object group(GroupBy by, int event) {
    return Cells.value(events.column(by.field()), event);
  }

  private static HashedKey hashed(Object key) {
    return key instanceof Long number ? HashedKey.of(number) : HashedKey.of((String) key);
  }

  private static long start(Window window, long instant) {
    long resolution = window.resolution().toMillis();
    return Math.floorDiv(instant - window.length().toMillis(), resolution) * resolution;
  }

  /** What the row that was asked about last sees; one row is asked about many features. */
  private record Sight(Table rows, int row, List<Integer> visible) {}

  private List<Integer> visible(Table rows, int row) {
    if (sight.rows() != rows || sight.row() != row) {
      sight = new Sight(rows, row, find(rows, row));
    }
    return sight.visible();
  }

  private List<Integer> find(Table rows, int row) {
    List<Object> entity = entity(rows, row);
    if (entity.contains(null)) {
      return List.of();
    }
    return eventsOf.getOrDefault(entity, List.of()).stream()
        .filter(e -> time(events, e) < time(rows, row))
        .toList();
  }

  static Comparator<Integer> byTimeAndIdentity(Table events) {
    return Comparator.<Integer>comparingLong(e -> time(events, e))
        .thenComparingLong(e -> events.longs(EventColumns.ID_HI).value(e))
        .thenComparingLong(e -> events.longs(EventColumns.ID_LO).value(e));
  }

  /** The keys of a row's entity; one of them may be null, which agrees with nothing. */
  private List<Object> entity(Table table, int row) {
    List<Object> keys = new ArrayList<>();
    for (Field key : project.entity(view.entity()).keys()) {
      keys.add(Cells.value(table.column(key.name()), row));
    }
    return keys;
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

  /** Values are left out before the window is looked at, so that windows agree about it. */
  private Object top(AggregateFeature feature, List<Integer> all, long start) {
    List<NaiveSummaries.Timed> timed =
        all.stream()
            .map(e -> new NaiveSummaries.Timed(time(events, e), fieldValue(feature, e)))
            .toList();
    return NaiveSummaries.top(
        feature.limit(),
        NaiveSummaries.kept(feature, timed).stream()
            .filter(e -> e.time() >= start)
            .map(NaiveSummaries.Timed::value)
            .toList());
  }

  private Object fieldValue(AggregateFeature feature, int event) {
    return feature.field().map(f -> Cells.value(events.column(f), event)).orElse(1L);
  }

  private Object aggregate(AggregateFeature feature, List<Integer> counted, long instant) {
    List<Object> values = counted.stream().map(e -> fieldValue(feature, e)).toList();
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
      case VARIANCE -> values.isEmpty() ? null : variance(feature, values);
      case STDDEV -> values.isEmpty() ? null : Math.sqrt(variance(feature, values));
      case FIRST -> values.isEmpty() ? null : values.get(0);
      case RATIO -> throw new AssertionError("counts two sets of events");
      case TIME_SINCE_LAST ->
          values.isEmpty()
              ? null
              : (Object) (instant - time(events, counted.get(counted.size() - 1)));
      case DECAYED_COUNT -> decayed(feature, counted, values.stream().map(v -> 1L), instant);
      case DECAYED_SUM ->
          decayed(feature, counted, fixed(feature, values), instant)
              / power(scale(feature, values));
      case DECAYED_MEAN -> {
        double weight = decayed(feature, counted, values.stream().map(v -> 1L), instant);
        double sum = decayed(feature, counted, fixed(feature, values), instant);
        yield weight == 0 ? null : (Object) (sum / (weight * power(scale(feature, values))));
      }
      case APPROX_COUNT_DISTINCT -> NaiveSummaries.estimate(feature, values);
      case QUANTILE -> NaiveSummaries.quantile(feature, values);
      case TOP_K -> throw new AssertionError("needs the events before the window");
      case VECTOR_MEAN -> vectorMean(feature, counted, values, instant);
    };
  }

  private Object vectorMean(
      AggregateFeature feature, List<Integer> counted, List<Object> values, long instant) {
    boolean decays = feature.settings().values().containsKey("half_life");
    double weight =
        decays ? decayed(feature, counted, values.stream().map(v -> 1L), instant) : values.size();
    if (weight == 0) {
      return null;
    }
    List<Object> means = new ArrayList<>();
    for (int i = 0; i < ((List<?>) values.get(0)).size(); i++) {
      int component = i;
      List<Object> own = values.stream().<Object>map(v -> ((List<?>) v).get(component)).toList();
      double sum =
          decays
              ? decayed(feature, counted, fixed(feature, own), instant)
              : integerSum(feature, own);
      means.add(sum / (weight * power(feature.scale())));
    }
    return means;
  }

  /** Tile by tile from the newest, as docs/concepts.md defines it. */
  private double decayed(
      AggregateFeature feature, List<Integer> counted, Stream<Long> numbers, long instant) {
    long resolution = feature.window().orElseThrow().resolution().toMillis();
    String halfLife = feature.settings().text("half_life", "");
    double halfLifeMillis = DurationNotation.parse(halfLife).orElseThrow().toMillis();
    TreeMap<Long, Long> tiles = new TreeMap<>();
    Iterator<Long> number = numbers.iterator();
    for (int event : counted) {
      long age =
          Math.floorDiv(instant, resolution) - Math.floorDiv(time(events, event), resolution);
      tiles.merge(age, number.next(), Math::addExact);
    }
    double sum = 0;
    for (Map.Entry<Long, Long> tile : tiles.entrySet()) {
      sum += StrictMath.pow(2, -(tile.getKey() * resolution / halfLifeMillis)) * tile.getValue();
    }
    return sum;
  }

  private static double variance(AggregateFeature feature, List<Object> values) {
    BigInteger count = BigInteger.valueOf(values.size());
    BigInteger sum = BigInteger.valueOf(integerSum(feature, values));
    BigInteger squares =
        fixed(feature, values)
            .map(v -> BigInteger.valueOf(v).pow(2))
            .reduce(BigInteger.ZERO, BigInteger::add);
    double spread = count.multiply(squares).subtract(sum.pow(2)).doubleValue();
    return spread / (count.pow(2).doubleValue() * power(2 * scale(feature, values)));
  }

  private static Object sum(AggregateFeature feature, List<Object> values) {
    long sum = integerSum(feature, values);
    return feature.type() == ValueType.FLOAT64 ? (Object) (sum / power(feature.scale())) : sum;
  }

  private static double mean(AggregateFeature feature, List<Object> values) {
    return integerSum(feature, values) / (values.size() * power(scale(feature, values)));
  }

  private static long integerSum(AggregateFeature feature, List<Object> values) {
    return fixed(feature, values)
        .map(BigInteger::valueOf)
        .reduce(BigInteger.ZERO, BigInteger::add)
        .longValueExact();
  }

  private static Stream<Long> fixed(AggregateFeature feature, List<Object> values) {
    return values.stream().map(v -> v instanceof Long n ? n : fixed((Double) v, feature.scale()));
  }

  private static int scale(AggregateFeature feature, List<Object> values) {
    return values.stream().anyMatch(v -> v instanceof Double) ? feature.scale() : 0;
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
