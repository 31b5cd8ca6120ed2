package dev.tandem.features.pointintime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.declaration.OutcomeLabel;
import dev.tandem.features.oracle.Cells;
import dev.tandem.features.oracle.NaiveLabels;
import dev.tandem.features.oracle.Scenario;
import dev.tandem.features.table.Table;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LabelJoinProperties {

  @Property(tries = 500)
  void join_anyLabel_isWhatTheNaiveScanFinds(
      @ForAll long seed, @ForAll @IntRange(max = 60) int eventCount) {
    Scenario scenario = new Scenario(seed);
    Random random = new Random(seed);
    int after = random.nextInt(3) * random.nextInt(60);
    OutcomeLabel label =
        new OutcomeLabel(
            "label",
            "events",
            random.nextBoolean() ? Optional.of("kind == 'a'") : Optional.empty(),
            random.nextBoolean() ? List.of("user") : List.of("name", "user"),
            Duration.ofMillis(after + 1 + random.nextInt(120)),
            random.nextBoolean() ? Optional.of("amount") : Optional.empty(),
            after == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(after)),
            random.nextBoolean());
    Table events = scenario.events(eventCount);
    Table rows = random.nextBoolean() ? events : scenario.events(20);

    Table joined = new LabelJoin(scenario.project(), label).join(events, rows);

    NaiveLabels naive = new NaiveLabels(scenario.project(), label, events);
    for (int row = 0; row < rows.rows(); row++) {
      assertThat(Cells.value(joined.column("label.label"), row)).isEqualTo(naive.value(rows, row));
      if (label.delay()) {
        assertThat(Cells.value(joined.column("label.label.delay"), row))
            .isEqualTo(naive.delay(rows, row));
      }
    }
  }
}
