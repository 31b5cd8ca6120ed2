package dev.tandem.features.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class TimeFunctionsProperties {
  private static final List<Field> VARIABLES = List.of(new Field("at", ValueType.TIMESTAMP));
  private static final List<String> ZONES =
      List.of(
          "UTC",
          "+05:45",
          "Asia/Shanghai",
          "America/New_York",
          "Australia/Lord_Howe",
          "Europe/Istanbul",
          "America/Bahia_Banderas");

  @Property(tries = 200)
  void evaluate_anyInstants_agreeWithJavaTime(
      @ForAll @Size(30)
          List<@LongRange(min = -5_000_000_000_000L, max = 9_000_000_000_000L) Long> at) {
    long[] instants = at.stream().mapToLong(Long::longValue).toArray();
    for (String zone : ZONES) {
      check(instants, zone);
    }
  }

  @Example
  void evaluate_aroundATransition_switchesAtTheMillisecond() {
    for (String zone : ZONES) {
      ZoneId id = ZoneId.of(zone);
      Instant from = Instant.parse("2021-01-01T00:00:00Z");
      for (int i = 0; i < 4 && id.getRules().nextTransition(from) != null; i++) {
        from = id.getRules().nextTransition(from).getInstant();
        long millis = from.toEpochMilli();
        check(new long[] {millis, millis - 1, millis + 1, millis - 86_400_000, millis}, zone);
      }
    }
  }

  @Example
  void evaluate_withoutAZone_isUtcWhateverTheMachinesZone() {
    LongColumn at = LongColumn.of(ValueType.TIMESTAMP, new long[] {-1, 0, 86_399_999, 345_600_000});
    Table rows = Table.builder(4).add("at", at).build();

    assertThat(values("hour_of_day(at)", rows)).containsExactly(23, 0, 23, 0);
    assertThat(values("day_of_week(at)", rows)).containsExactly(3, 4, 4, 1);
  }

  private static void check(long[] instants, String zone) {
    Table rows =
        Table.builder(instants.length)
            .add("at", LongColumn.of(ValueType.TIMESTAMP, instants.clone()))
            .build();
    long[] hours = values("hour_of_day(at, '" + zone + "')", rows);
    long[] days = values("day_of_week(at, '" + zone + "')", rows);
    long[] minutes = values("minute_of_day(at, '" + zone + "')", rows);
    long[] dates = values("day_of_month(at, '" + zone + "')", rows);
    long[] months = values("month(at, '" + zone + "')", rows);
    long[] weekends = values("is_weekend(at, '" + zone + "')", rows);
    for (int row = 0; row < instants.length; row++) {
      ZonedDateTime local = Instant.ofEpochMilli(instants[row]).atZone(ZoneId.of(zone));
      assertThat(hours[row]).as("%s", local).isEqualTo(local.getHour());
      assertThat(days[row]).as("%s", local).isEqualTo(local.getDayOfWeek().getValue());
      assertThat(minutes[row]).as("%s", local).isEqualTo(local.get(ChronoField.MINUTE_OF_DAY));
      assertThat(dates[row]).as("%s", local).isEqualTo(local.getDayOfMonth());
      assertThat(months[row]).as("%s", local).isEqualTo(local.getMonthValue());
      assertThat(weekends[row]).as("%s", local).isEqualTo(local.getDayOfWeek().getValue() / 6);
    }
  }

  private static long[] values(String text, Table rows) {
    return ((LongColumn) Expression.compile(text, VARIABLES).evaluate(rows)).values();
  }
}
