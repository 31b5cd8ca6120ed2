package dev.tandem.features.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tandem.features.aggregate.NumberOverflowException;
import dev.tandem.features.oracle.Cells;
import dev.tandem.features.oracle.Scenario;
import dev.tandem.features.store.StateBatch;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.CompiledView;
import dev.tandem.features.view.FeatureStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CorruptStateProperties {

  @Property(tries = 150)
  void readAndMerge_damagedBytesWithoutAChecksum_failOnlyAsCorruptOrTooLarge(@ForAll long seed) {
    Scenario scenario = new Scenario(seed);
    Random random = new Random(seed);
    CompiledView view = CompiledView.compile(scenario.project(), Scenario.VIEW);
    Table rows = scenario.rows(1);
    Table out = Table.allocate(view.features(), 1);
    for (byte[] state : States.fold(view, scenario.events(40), 200).values()) {
      byte[] damaged = unchecked(state);
      for (int i = 0; i < 3; i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      refused(catchThrowable(() -> States.read(view, damaged, 200, rows, out, 0)));
      refused(catchThrowable(() -> new StateMerger(view).merge(damaged, state)));
    }
  }

  /** The state in format 1. */
  private static byte[] unchecked(byte[] state) {
    byte[] older = Arrays.copyOf(state, state.length - Integer.BYTES);
    older[8] = 1;
    return older;
  }

  private static void refused(Throwable thrown) {
    if (thrown != null) {
      assertThat(thrown)
          .isInstanceOfAny(CorruptStateException.class, NumberOverflowException.class);
    }
  }

  @Property(tries = 4)
  void decode_everyByteReplacedByEveryOther_isUnreadableOrTheSame(@ForAll long seed) {
    Scenario scenario = new Scenario(seed);
    CompiledView view = CompiledView.compile(scenario.project(), Scenario.VIEW);
    StateReader reader = new StateReader(view);
    StateDecoder decoder = reader.decoder();
    byte[] state =
        States.fold(view, scenario.events(10), 200).values().stream()
            .findFirst()
            .orElse(new byte[0]);
    List<Object> right = decode(decoder, reader.features(), state);
    for (int at = 0; at < state.length; at++) {
      for (int other = 1; other < 256; other++) {
        byte[] damaged = state.clone();
        damaged[at] ^= (byte) other;
        List<Object> found = decode(decoder, reader.features(), damaged);
        if (decoder.status(0) != FeatureStatus.UNREADABLE) {
          assertThat(found).as("byte %d changed by %d", at, other).isEqualTo(right);
        }
      }
    }
  }

  private static List<Object> decode(StateDecoder decoder, List<Field> features, byte[] state) {
    StateBatch batch = new StateBatch();
    batch.add(new byte[] {0});
    batch.put(0, state);
    Table out = Table.allocate(features, 1);
    Column[] columns =
        features.stream().map(field -> out.column(field.name())).toArray(Column[]::new);
    decoder.decode(batch, 0, 1, 200, columns);
    return Arrays.stream(columns).map(column -> Cells.value(column, 0)).toList();
  }

  @Property(tries = 20)
  void decode_oneDamagedStateAmongOthers_leavesTheOthersAsTheyWere(@ForAll long seed) {
    Scenario scenario = new Scenario(seed);
    Random random = new Random(seed);
    CompiledView view = CompiledView.compile(scenario.project(), Scenario.VIEW);
    StateReader reader = new StateReader(view);
    List<byte[]> states = List.copyOf(States.fold(view, scenario.events(60), 200).values());
    StateBatch batch = new StateBatch();
    for (int key = 0; key < states.size(); key++) {
      batch.add(new byte[] {1});
      byte[] older = unchecked(states.get(key));
      if (key == states.size() / 2) {
        older[random.nextInt(older.length)] ^= (byte) (1 + random.nextInt(255));
      }
      batch.put(key, older);
    }
    Table out = Table.allocate(reader.features(), states.size());
    Column[] columns =
        reader.features().stream().map(field -> out.column(field.name())).toArray(Column[]::new);
    reader.decoder().decode(batch, 0, states.size(), 200, columns);
    for (int key = 0; key < states.size(); key++) {
      if (key != states.size() / 2) {
        int row = key;
        assertThat(Arrays.stream(columns).map(column -> Cells.value(column, row)).toList())
            .isEqualTo(decode(reader.decoder(), reader.features(), states.get(key)));
      }
    }
  }
}
