package dev.tandem.features.pointintime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.OutcomeLabel;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.oracle.Cells;
import dev.tandem.features.oracle.Orders;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LabelJoinTest {
  private static final Project PROJECT = Orders.project(Optional.empty());
  private static final Table EVENTS =
      Orders.events(
          "10:00:00,7,look,1,",
          "10:00:00,7,buy,1,5",
          "10:30:00,7,buy,1,",
          "11:00:00,7,buy,2,9",
          "10:10:00,8,buy,1,7");

  private static OutcomeLabel label(Optional<String> value) {
    return label(value, Optional.empty());
  }

  private static OutcomeLabel label(Optional<String> value, Optional<Duration> after) {
    return new OutcomeLabel(
        "purchase",
        "orders",
        Optional.of("kind == 'buy'"),
        List.of("user", "item"),
        Duration.ofHours(1),
        value,
        after,
        after.isPresent());
  }

  private static List<Object> join(Optional<String> value, Table rows) {
    return values(new LabelJoin(PROJECT, label(value)).join(EVENTS, rows), "label.purchase");
  }

  private static List<Object> values(Table joined, String name) {
    Column column = joined.column(name);
    List<Object> values = new ArrayList<>();
    for (int row = 0; row < joined.rows(); row++) {
      values.add(Cells.value(column, row));
    }
    return values;
  }

  private static Table rows(String... lines) {
    Table rows = Orders.events(lines);
    for (int row = 0; row < lines.length; row++) {
      rows.longs(EventColumns.ID_HI).set(row, 1);
    }
    return rows;
  }

  @Test
  void join_eventAtTheRowsTime_counts() {
    assertThat(join(Optional.of("price"), rows("10:00:00,7,look,1,"))).containsExactly(5.0);
  }

  @Test
  void join_eventAtTheWindowsEnd_doesNotCount() {
    assertThat(join(Optional.empty(), rows("10:00:00,7,look,2,", "10:00:00.001,7,look,2,")))
        .containsExactly(0L, 1L);
  }

  @Test
  void join_rowThatIsTheEventItself_seesTheNextOne() {
    assertThat(join(Optional.empty(), EVENTS)).containsExactly(1L, 1L, 0L, 0L, 0L);
  }

  @Test
  void join_firstEventWithoutTheValue_isNull() {
    assertThat(join(Optional.of("price"), rows("10:00:00.001,7,look,1,")))
        .containsExactly((Object) null);
  }

  @Test
  void join_noSuchEvent_isZeroOrNull() {
    Table rows = rows("09:00:00,9,look,1,", "10:31:00,7,look,1,", "10:00:00,7,look,,");

    assertThat(join(Optional.empty(), rows)).containsExactly(0L, 0L, 0L);
    assertThat(join(Optional.of("price"), rows)).containsExactly(null, null, null);
  }

  @Test
  void join_windowThatBeginsLater_passesOverWhatIsBefore() {
    Optional<Duration> after = Optional.of(Duration.ofMinutes(30));
    Table rows =
        rows(
            "10:00:00,7,look,1,", // the one at 10:30 is the first millisecond of the window
            "10:00:00.001,7,look,1,", // and now it is too early
            "09:59:59.999,7,look,1,");

    Table joined = new LabelJoin(PROJECT, label(Optional.empty(), after)).join(EVENTS, rows);

    assertThat(values(joined, "label.purchase")).containsExactly(1L, 0L, 1L);
    assertThat(values(joined, "label.purchase.delay"))
        .containsExactly(1_800_000L, null, 1_800_001L);
  }

  @Test
  void join_delayOfAnOutcomeWithoutTheValue_isKnown() {
    Optional<Duration> after = Optional.of(Duration.ofMillis(1));

    Table joined =
        new LabelJoin(PROJECT, label(Optional.of("price"), after))
            .join(EVENTS, rows("10:00:00,7,look,1,"));

    assertThat(values(joined, "label.purchase")).containsExactly((Object) null);
    assertThat(values(joined, "label.purchase.delay")).containsExactly(1_800_000L);
  }

  @Test
  void eventFields_areWhatTheLabelReads() {
    assertThat(new LabelJoin(PROJECT, label(Optional.empty())).eventFields())
        .extracting(Field::name)
        .containsExactly("user", "kind", "item");
  }

  @Test
  void create_unknownValueField_isRefused() {
    assertThatThrownBy(() -> new LabelJoin(PROJECT, label(Optional.of("stars"))))
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessage("purchase.field: found 'stars', allowed: a field of orders");
  }
}
