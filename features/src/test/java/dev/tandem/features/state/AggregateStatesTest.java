package dev.tandem.features.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.aggregate.NumberOverflowException;
import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.AggregateFunction;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Window;
import dev.tandem.features.oracle.Cells;
import dev.tandem.features.oracle.Orders;
import dev.tandem.features.oracle.Tastes;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.view.CompiledView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bytes of states that came after the first, and what does not fit into them. */
class AggregateStatesTest {
  private static final Field PRICE = new Field("price", ValueType.FLOAT64);
  private static final Field KIND = new Field("kind", ValueType.STRING);
  private static final Field ITEM = new Field("item", ValueType.INT64);
  private static final Window HOUR = Window.of(Duration.ofHours(1));
  private static final Options HALF_LIFE = new Options(Map.of("half_life", List.of("30m")));
  private static final CompiledView ORDERS =
      Orders.view(
          feature("spread", AggregateFunction.STDDEV).field(PRICE).scale(2).window(HOUR).build(),
          feature("first", AggregateFunction.FIRST).field(KIND).window(HOUR).build(),
          feature("rate", AggregateFunction.RATIO)
              .where("kind == 'buy'")
              .settings(new Options(Map.of("of", List.of("kind == 'look'"))))
              .build(),
          feature("since", AggregateFunction.TIME_SINCE_LAST).where("item > 2").build(),
          feature("looks", AggregateFunction.DECAYED_COUNT).settings(HALF_LIFE).build());
  private static final CompiledView TASTES =
      Tastes.view(
          feature("mean", AggregateFunction.VECTOR_MEAN)
              .field(Tastes.LOOK)
              .scale(2)
              .window(HOUR)
              .build());
  private static final long CUT = Orders.millis("11:00:00");

  private static AggregateFeature.Builder feature(String name, AggregateFunction function) {
    return AggregateFeature.builder(name, function);
  }

  private static byte[] orders() {
    Table events =
        Orders.events(
            "10:00:10,7,look,300,",
            "10:00:10,7,buy,2,19.99",
            "10:40:00,7,g\u00fcnstig,3,-0.01",
            "10:59:59.999,7,look,1,");
    return States.fold(ORDERS, events, CUT).get(List.of(7L));
  }

  private static byte[] tastes() {
    Table events = Tastes.events("10:00:00,1,-2", "10:59:00,0.25,0", "10:59:30,0,300");
    return States.fold(TASTES, events, CUT).get(List.of(7L));
  }

  private static List<Object> read(CompiledView view, byte[] state, String time) {
    Table out = Table.allocate(view.features(), 1);
    Column[] columns =
        view.features().stream().map(f -> out.column(f.name())).toArray(Column[]::new);
    new StateReader(view).read(state, Orders.millis(time), columns, 0);
    return Arrays.stream(columns).map(column -> Cells.value(column, 0)).toList();
  }

  /** Format 2 may never be written otherwise: add a file for a new format, keep these. */
  @Test
  void fold_goldenEvents_areTheGoldenBytes() throws IOException {
    assertThat(HexFormat.of().formatHex(orders())).isEqualTo(golden("orders-2.hex"));
    assertThat(HexFormat.of().formatHex(tastes())).isEqualTo(golden("tastes-2.hex"));
  }

  @Test
  void read_laterAndLater_windowsSlideWithoutNewEvents() {
    assertThat(read(ORDERS, orders(), "11:00:00"))
        .containsExactly(10.0, "look", 0.5, 1_200_000L, weight(1) + weight(20) + 2 * 0.25);
    assertThat(read(ORDERS, orders(), "11:01:00"))
        .containsExactly(
            0.0, "g\u00fcnstig", 0.5, 1_260_000L, weight(2) + weight(21) + 2 * weight(61));
    assertThat(read(TASTES, tastes(), "11:00:30")).containsExactly(List.of(1.25 / 3, 298.0 / 3));
    assertThat(read(TASTES, tastes(), "11:01:00")).containsExactly(List.of(0.125, 150.0));
  }

  private static double weight(int minutes) {
    return StrictMath.pow(2, -(minutes / 30.0));
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = AggregateStatesTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).replaceAll("\\s", "");
    }
  }

  @Test
  void fold_squareThatDoesNotFit_isRefusedNamingTheView() {
    CompiledView view =
        Orders.view(feature("spread", AggregateFunction.VARIANCE).field(ITEM).build());
    Table events = Orders.events("10:00:00,7,look,200000000000000,");

    assertThatThrownBy(() -> States.fold(view, events, CUT))
        .isInstanceOf(NumberOverflowException.class)
        .hasMessage("activity: the square of 200000000000000 does not fit in 95 bits");
  }

  @Test
  void fold_decayedTileThatDoesNotFit_isRefusedNamingTheView() {
    CompiledView view =
        Orders.view(
            feature("sum", AggregateFunction.DECAYED_SUM).field(ITEM).settings(HALF_LIFE).build());
    String large = Long.toString(Long.MAX_VALUE);
    Table events =
        Orders.events("10:00:00,7,look," + large + ",", "10:00:01,7,look," + large + ",");

    assertThatThrownBy(() -> States.fold(view, events, CUT))
        .isInstanceOf(NumberOverflowException.class)
        .hasMessage(
            "activity: the sum of 9223372036854775807 and 9223372036854775807"
                + " does not fit in 64 bits");
  }

  @Test
  void read_decayedTilesWhoseSumDoesNotFit_areWeighedOneByOne() {
    CompiledView view =
        Orders.view(
            feature("sum", AggregateFunction.DECAYED_SUM)
                .field(ITEM)
                .settings(new Options(Map.of("half_life", List.of("1h"))))
                .window(new Window(Duration.ofHours(3), Duration.ofHours(1)))
                .build());
    String large = Long.toString(Long.MAX_VALUE);
    Table events =
        Orders.events("09:00:00,7,look," + large + ",", "10:00:00,7,look," + large + ",");
    byte[] state = States.fold(view, events, CUT).get(List.of(7L));

    assertThat(read(view, state, "11:00:00")).containsExactly(0.75 * 0x1p63);
  }

  @Test
  void read_vectorsWhoseSumDoesNotFit_isRefusedNamingTheView() {
    CompiledView view =
        Tastes.view(
            feature("mean", AggregateFunction.VECTOR_MEAN).field(Tastes.LOOK).window(HOUR).build());
    Table events = Tastes.events("10:10:00,4e18,0", "10:20:00,4e18,0", "10:30:00,4e18,0");
    byte[] state = States.fold(view, events, CUT).get(List.of(7L));

    assertThatThrownBy(() -> read(view, state, "11:00:00"))
        .isInstanceOf(NumberOverflowException.class)
        .hasMessage(
            "taste: the sum of 8000000000000000000 and 4000000000000000000"
                + " does not fit in 64 bits");
  }
}
