package dev.tandem.features.state;

import static dev.tandem.features.oracle.Orders.feature;
import static dev.tandem.features.oracle.Orders.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.AggregateFunction;
import dev.tandem.features.oracle.Cells;
import dev.tandem.features.oracle.Orders;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.CompiledView;
import dev.tandem.features.view.FeatureStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StateReaderTest {
  private static final CompiledView VIEW =
      Orders.view(
          feature("looks_1h", AggregateFunction.COUNT, "", "kind == 'look'", "1"),
          feature("looks_24h", AggregateFunction.COUNT, "", "kind == 'look'", "24"),
          feature("spend_1h", AggregateFunction.SUM, "price", "", "1"),
          feature("average_1h", AggregateFunction.MEAN, "price", "", "1"),
          feature("dearest", AggregateFunction.MAX, "price", "", ""),
          feature("lowest_item", AggregateFunction.MIN, "item", "", "24"),
          feature("kind", AggregateFunction.LAST, "kind", "", ""),
          feature("items", AggregateFunction.LAST_N, "item", "", "24"),
          feature("kinds_24h", AggregateFunction.COUNT_DISTINCT, "kind", "", "24"),
          feature("items_1h", AggregateFunction.COUNT_DISTINCT, "item", "", "1"));
  private static final long CUT = millis("11:00:00");

  private static byte[] state() {
    Table events =
        Orders.events(
            "00:10:00,7,look,-1,",
            "10:00:10,7,look,300,",
            "10:00:10,7,buy,2,19.99",
            "10:40:00,7,g\u00fcnstig,3,-0.01",
            "10:59:59.999,7,look,4,",
            "11:00:00,7,look,5,");
    return States.fold(VIEW, events, CUT).get(List.of(7L));
  }

  private static String read(String time) {
    StateReader reader = new StateReader(VIEW);
    Table out = Table.allocate(VIEW.features(), 1);
    Column[] columns = columns(out);
    FeatureStatus[] statuses = new FeatureStatus[columns.length];
    FeatureStatus status = reader.read(state(), millis(time), columns, 0, statuses);
    return status
        + Arrays.stream(columns)
            .map(c -> String.valueOf(Cells.value(c, 0)))
            .collect(Collectors.joining(" ", " ", " "))
        + Arrays.stream(statuses).map(s -> s.name().substring(0, 1)).collect(Collectors.joining());
  }

  private static Column[] columns(Table out) {
    return VIEW.features().stream().map(f -> out.column(f.name())).toArray(Column[]::new);
  }

  @Test
  void read_laterAndLater_windowsSlideWithoutNewEvents() {
    assertThat(read("11:00:00"))
        .isEqualTo("PRESENT 2 3 19.98 9.99 19.99 -1 look [4, 3, 2] 3 4 PPPPPPPPPP");
    assertThat(read("11:01:00"))
        .isEqualTo("PRESENT 1 3 -0.01 -0.01 19.99 -1 look [4, 3, 2] 3 2 PPPPPPPPPP");
    assertThat(read("23:59:59"))
        .isEqualTo("PRESENT 0 3 0.0 null 19.99 -1 look [4, 3, 2] 3 0 PPPNPPPPPP");
  }

  @Test
  void read_beforeTheCut_isAhead() {
    assertThat(read("10:59:59.999")).startsWith("AHEAD 2 3 ");
  }

  @Test
  void read_noState_isMissing() {
    Table out = Table.allocate(VIEW.features(), 1);

    assertThat(new StateReader(VIEW).read(null, CUT, columns(out), 0))
        .isEqualTo(FeatureStatus.MISSING);
    assertThat(Cells.value(out.column("activity.looks_1h"), 0)).isEqualTo(0L);
    assertThat(Cells.value(out.column("activity.kind"), 0)).isNull();
  }

  @Test
  void newestEventMillis_isTheNewestBeforeTheCut() {
    assertThat(new StateReader(VIEW).newestEventMillis(state())).isEqualTo(millis("10:59:59.999"));
  }

  /** Format 2 may never be written otherwise: add a file for a new format, keep these. */
  @Test
  void fold_goldenEvents_areTheGoldenBytes() throws IOException {
    assertThat(HexFormat.of().formatHex(state())).isEqualTo(golden("state-2.hex"));
  }

  @Test
  void read_goldenBytesWithoutAChecksum_areTheSameFeatures() throws IOException {
    byte[] older = HexFormat.of().parseHex(golden("state-1.hex"));
    for (long instant : new long[] {CUT, CUT + 1_800_000, CUT + 86_400_000L}) {
      Table expected = Table.allocate(VIEW.features(), 1);
      Table found = Table.allocate(VIEW.features(), 1);
      FeatureStatus status = new StateReader(VIEW).read(older, instant, columns(found), 0);
      assertThat(new StateReader(VIEW).read(state(), instant, columns(expected), 0))
          .isEqualTo(status);
      for (Field feature : VIEW.features()) {
        assertThat(Cells.value(found.column(feature.name()), 0))
            .isEqualTo(Cells.value(expected.column(feature.name()), 0));
      }
    }
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = StateReaderTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).replaceAll("\\s", "");
    }
  }

  @Test
  void read_cutShortAnywhere_isCorrupt() {
    byte[] whole = state();
    StateReader reader = new StateReader(VIEW);
    Column[] out = columns(Table.allocate(VIEW.features(), 1));
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

  @Test
  void read_bytesAfterTheEnd_isCorrupt() {
    byte[] longer = Arrays.copyOf(state(), state().length + 2);
    Column[] out = columns(Table.allocate(VIEW.features(), 1));

    assertThatThrownBy(() -> new StateReader(VIEW).read(longer, CUT, out, 0))
        .isInstanceOf(CorruptStateException.class)
        .hasMessageStartingWith("the checksum of a state of ");
  }

  @Test
  void read_anotherFormat_isCorrupt() {
    byte[] other = state();
    other[8] = 3;
    Column[] out = columns(Table.allocate(VIEW.features(), 1));

    assertThatThrownBy(() -> new StateReader(VIEW).read(other, CUT, out, 0))
        .isInstanceOf(CorruptStateException.class)
        .hasMessage("found state format 3, allowed: 1, 2");
  }

  @Test
  void read_stateOfOtherDeclarations_isCorrupt() {
    AggregateFeature longer = feature("looks_1h", AggregateFunction.COUNT, "", "", "2");
    StateReader reader = new StateReader(Orders.view(longer));

    assertThatThrownBy(() -> reader.newestEventMillis(state()))
        .isInstanceOf(CorruptStateException.class)
        .hasMessage(
            "a state of view activity was written for other declarations of its features;"
                + " materialize the view");
  }
}
