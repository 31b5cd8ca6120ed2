package dev.tandem.features.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tandem.features.aggregate.NumberOverflowException;
import dev.tandem.features.oracle.Scenario;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.CompiledView;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CorruptStateProperties {

  @Property(tries = 300)
  void readAndMerge_damagedBytes_failOnlyAsCorruptOrTooLarge(@ForAll long seed) {
    Scenario scenario = new Scenario(seed);
    Random random = new Random(seed);
    CompiledView view = CompiledView.compile(scenario.project(), Scenario.VIEW);
    Table rows = scenario.rows(1);
    Table out = Table.allocate(view.features(), 1);
    for (byte[] state : States.fold(view, scenario.events(40), 200).values()) {
      byte[] damaged = state.clone();
      for (int i = 0; i < 3; i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      refused(catchThrowable(() -> States.read(view, damaged, 200, rows, out, 0)));
      refused(catchThrowable(() -> new StateMerger(view).merge(damaged, state)));
    }
  }

  private static void refused(Throwable thrown) {
    if (thrown != null) {
      assertThat(thrown)
          .isInstanceOfAny(CorruptStateException.class, NumberOverflowException.class);
    }
  }
}
