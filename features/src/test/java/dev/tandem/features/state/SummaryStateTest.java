package dev.tandem.features.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.AggregateFunction;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Window;
import dev.tandem.features.oracle.Cells;
import dev.tandem.features.oracle.Orders;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.CompiledView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** States of aggregates that keep a summary of values. */
class SummaryStateTest {
  private static final CompiledView VIEW =
      Orders.view(
          builder("distinct_items", AggregateFunction.APPROX_COUNT_DISTINCT, "item").build(),
          hourly(builder("distinct_kinds", AggregateFunction.APPROX_COUNT_DISTINCT, "kind")),
          hourly(builder("kinds", AggregateFunction.TOP_K, "kind").limit(2)),
          builder("items", AggregateFunction.TOP_K, "item")
              .limit(3)
              .settings(new Options(Map.of("most", List.of("2"))))
              .build(),
          hourly(quantile("median", "0.5")),
          hourly(quantile("highest", "1")));
  private static final long CUT = Orders.millis("11:00:00");

  private static AggregateFeature.Builder builder(
      String name, AggregateFunction function, String field) {
    return AggregateFeature.builder(name, function)
        .field(Orders.FIELDS.stream().filter(f -> f.name().equals(field)).findFirst().get());
  }

  private static AggregateFeature.Builder quantile(String name, String q) {
    return builder(name, AggregateFunction.QUANTILE, "price")
        .settings(new Options(Map.of("q", List.of(q))));
  }

  private static AggregateFeature hourly(AggregateFeature.Builder feature) {
    return feature.window(Window.of(Duration.ofHours(1))).build();
  }

  private static byte[] state() {
    Table events =
        Orders.events(
            "09:10:00,7,look,-1,",
            "10:00:10,7,look,300,7",
            "10:00:10,7,buy,2,19.99",
            "10:40:00,7,g\u00fcnstig,3,-0.01",
            "10:59:00,7,look,4,0",
            "10:59:59.999,7,buy,2,5",
            "11:00:00,7,look,5,");
    return States.fold(VIEW, events, CUT).get(List.of(7L));
  }

  private static String read(String time) {
    Table out = Table.allocate(VIEW.features(), 1);
    new StateReader(VIEW).read(state(), Orders.millis(time), columns(out), 0);
    return Arrays.stream(columns(out))
        .map(c -> String.valueOf(Cells.value(c, 0)))
        .collect(Collectors.joining(" "));
  }

  private static Column[] columns(Table out) {
    return VIEW.features().stream().map(f -> out.column(f.name())).toArray(Column[]::new);
  }

  @Test
  void read_laterAndLater_windowsSlideWithoutNewEvents() {
    assertThat(read("11:00:00"))
        .isEqualTo("5 3 [buy, look] [4, 300] 5.0223761949777765 20.090427875091734");
    assertThat(read("11:01:00"))
        .isEqualTo("5 3 [buy, g\u00fcnstig] [4, 300] 0.0 5.0223761949777765");
    assertThat(read("23:59:59")).isEqualTo("5 0 [] [4, 300] null null");
  }

  /** Format 2 may never be written otherwise: add a file for a new format, keep this one. */
  @Test
  void fold_goldenEvents_areTheGoldenBytes() throws IOException {
    assertThat(HexFormat.of().formatHex(state())).isEqualTo(golden("state-2-summaries.hex"));
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = SummaryStateTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).replaceAll("\\s", "");
    }
  }

  @Test
  void read_cutShortAnywhere_isCorrupt() {
    byte[] whole = state();
    Column[] out = columns(Table.allocate(VIEW.features(), 1));
    StateReader reader = new StateReader(VIEW);
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> reader.read(part, CUT, out, 0))
          .isInstanceOf(CorruptStateException.class)
          .hasMessageMatching(
              "a state is cut short after "
                  + length
                  + " bytes|the checksum of a state of "
                  + length
                  + " bytes is wrong: it is damaged");
    }
  }
}
