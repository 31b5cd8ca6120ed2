package dev.tandem.pipelines.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventFiltersTest {
  private static final Field USER = new Field("user_id", ValueType.INT64);

  /** Events given as {@code {time, user}}; a user of -1 is null. */
  private static Table events(long[]... timesAndUsers) {
    List<Field> fields = new ArrayList<>(EventColumns.FIELDS);
    fields.add(USER);
    Table events = Table.allocate(fields, timesAndUsers.length);
    for (int row = 0; row < timesAndUsers.length; row++) {
      events.longs(EventColumns.TIME).set(row, timesAndUsers[row][0]);
      if (timesAndUsers[row][1] < 0) {
        events.longs("user_id").setNull(row);
      } else {
        events.longs("user_id").set(row, timesAndUsers[row][1]);
      }
    }
    return events;
  }

  private static long[] times(Table events) {
    return Arrays.copyOf(events.longs(EventColumns.TIME).values(), events.rows());
  }

  private static final Table EVENTS =
      events(
          new long[] {10, 1},
          new long[] {30, 1},
          new long[] {20, 1},
          new long[] {25, 2},
          new long[] {26, -1},
          new long[] {40, 1},
          new long[] {50, 3});

  @Test
  void instant_eventsFromItOn() {
    assertThat(times(EventsSince.instant(40).of(EVENTS))).containsExactly(40, 50);
    assertThat(EventsSince.instant(Long.MIN_VALUE).of(EVENTS)).isSameAs(EVENTS);
  }

  @Test
  void andTheNewestBefore_oneOfEachEntityInWhateverOrder() {
    EventFilter filter = EventsSince.instant(40).andTheNewestBefore(List.of(USER));
    assertThat(times(filter.of(EVENTS))).containsExactly(30, 25, 40, 50);
  }

  @Test
  void then_choosesOfTheFirstsEvents() {
    EventFilter both =
        EventsSince.instant(30)
            .then(events -> events.select(new int[] {0}))
            .then(EventFilter.all());
    assertThat(times(both.of(EVENTS))).containsExactly(30);
  }

  @Test
  void keySet_hasEveryMemberAndFewOthers() {
    KeySet keys = new KeySet(List.of("user_id"), 100);
    assertThat(keys.isEmpty()).isTrue();
    long[][] members = new long[100][];
    long[][] others = new long[10_000][];
    Arrays.setAll(members, i -> new long[] {0, i});
    Arrays.setAll(others, i -> new long[] {0, 1_000 + i});
    keys.addAll(events(members));
    assertThat(keys.isEmpty()).isFalse();
    assertThat(keys.membersOf(events(members)).rows()).isEqualTo(100);
    assertThat(keys.membersOf(events(others)).rows()).isLessThan(500);
  }
}
