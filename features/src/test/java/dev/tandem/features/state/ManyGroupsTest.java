package dev.tandem.features.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.aggregate.KeyHash;
import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.AggregateFunction;
import dev.tandem.features.declaration.GroupBy;
import dev.tandem.features.declaration.Window;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.oracle.Orders;
import dev.tandem.features.pointintime.PointInTimeJoin;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.view.CompiledView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ten million different keys in one group-by of one entity. */
class ManyGroupsTest {
  private static final int KEYS = 10_000_000;
  private static final int CHUNK = 500_000;
  private static final int MOST = 1_000;
  private static final long GAP_MILLIS = 10;
  private static final long FAR = 1_000_001;
  private static final long END = KEYS * GAP_MILLIS;
  private static final List<Object> USER = List.of(7L);

  /** What is remembered, and by which rule. */
  private enum Rule {
    /** Without a window, which makes one tile: the keys with the smallest hashes. */
    SMALLEST_HASHES {
      @Override
      AggregateFeature.Builder of(AggregateFeature.Builder feature) {
        return feature;
      }

      @Override
      long[] remembered() {
        long last =
            LongStream.range(0, KEYS)
                .map(Rule::order)
                .sorted()
                .skip(MOST - 1L)
                .findFirst()
                .orElseThrow();
        return LongStream.range(0, KEYS).filter(key -> order(key) <= last).toArray();
      }
    },
    /** In a window with tiles of a hundred events: the newest ten tiles. */
    NEWEST_TILES {
      @Override
      AggregateFeature.Builder of(AggregateFeature.Builder feature) {
        return feature.window(new Window(Duration.ofDays(7), Duration.ofSeconds(1)));
      }

      @Override
      long[] remembered() {
        return LongStream.range(KEYS - MOST, KEYS).toArray();
      }
    };

    abstract AggregateFeature.Builder of(AggregateFeature.Builder feature);

    /** The keys, ascending. */
    abstract long[] remembered();

    /** Hashes are unsigned. */
    private static long order(long key) {
      return KeyHash.of(key) + Long.MIN_VALUE;
    }

    CompiledView view() {
      return Orders.view(
          of(AggregateFeature.builder("events", AggregateFunction.COUNT))
              .by(new GroupBy("item", "candidate", MOST))
              .build());
    }
  }

  /** One event for each key, the later the larger the key. */
  private static Table events(CompiledView view, long firstKey, int count) {
    List<Field> fields = new ArrayList<>(EventColumns.FIELDS);
    fields.addAll(view.eventFields());
    Table events = Table.allocate(fields, count);
    for (int row = 0; row < count; row++) {
      long key = firstKey + row;
      events.longs(EventColumns.TIME).set(row, key * GAP_MILLIS);
      events.longs(EventColumns.ID_HI).set(row, 0);
      events.longs(EventColumns.ID_LO).set(row, key);
      events.longs("user").set(row, 7);
      events.longs("item").set(row, key);
    }
    return events;
  }

  /** Rows of the user at the end, with the remembered keys and as many that are not. */
  private static Table rows(long[] remembered) {
    List<Field> fields = new ArrayList<>(EventColumns.FIELDS);
    fields.add(new Field("user", ValueType.INT64));
    fields.add(new Field("candidate", ValueType.INT64));
    Table rows = Table.allocate(fields, 2 * remembered.length);
    LongColumn candidates = rows.longs("candidate");
    for (int row = 0; row < rows.rows(); row++) {
      rows.longs(EventColumns.TIME).set(row, END);
      rows.longs(EventColumns.ID_HI).set(row, 1);
      rows.longs(EventColumns.ID_LO).set(row, row);
      rows.longs("user").set(row, 7);
      candidates.set(row, row < MOST ? remembered[row] : remembered[row - MOST] - FAR);
    }
    return rows;
  }

  @ParameterizedTest
  @EnumSource
  void foldAndJoin_tenMillionKeys_rememberTheSameOfThemInLittleMemory(Rule rule) {
    CompiledView view = rule.view();
    Table rows = rows(rule.remembered());
    byte[] state = folded(view);
    Table online = Table.allocate(view.features(), rows.rows());
    for (int row = 0; row < rows.rows(); row++) {
      States.read(view, state, END, rows, online, row);
    }
    Table offline = new PointInTimeJoin(view).join(events(view, 0, KEYS), rows);

    assertThat(state.length).isLessThan(16 * MOST);
    assertThat(counts(online)).isEqualTo(counts(offline));
    assertThat(counts(online))
        .containsExactly(LongStream.range(0, 2 * MOST).map(row -> row < MOST ? 1 : 0).toArray());
  }

  private static byte[] folded(CompiledView view) {
    Map<List<Object>, byte[]> state = Map.of();
    for (int key = 0; key < KEYS; key += CHUNK) {
      state = States.merge(view, state, States.fold(view, events(view, key, CHUNK), END));
    }
    return state.get(USER);
  }

  private static long[] counts(Table table) {
    LongColumn counts = table.longs("activity.events");
    return IntStream.range(0, table.rows()).mapToLong(counts::value).toArray();
  }
}
