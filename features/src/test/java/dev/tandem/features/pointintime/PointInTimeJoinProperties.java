package dev.tandem.features.pointintime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.oracle.Cells;
import dev.tandem.features.oracle.NaiveFeatures;
import dev.tandem.features.oracle.Scenario;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.CompiledView;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PointInTimeJoinProperties {

  @Property(tries = 500)
  void join_anyView_isWhatTheNaiveScanFinds(
      @ForAll long seed,
      @ForAll @IntRange(max = 60) int eventCount,
      @ForAll @IntRange(max = 12) int rowCount) {
    Scenario scenario = new Scenario(seed);
    Table events = scenario.events(eventCount);
    Table rows = scenario.rows(rowCount);
    CompiledView view = CompiledView.compile(scenario.project(), Scenario.VIEW);

    Table joined = new PointInTimeJoin(view).join(events, rows);

    NaiveFeatures naive = new NaiveFeatures(scenario.project(), Scenario.VIEW, events);
    for (int row = 0; row < rowCount; row++) {
      assertThat(joined.longs(view.statusColumn()).value(row))
          .isEqualTo(naive.status(rows, row).code());
      for (AggregateFeature feature : scenario.declaredView().features()) {
        assertThat(Cells.value(joined.column("view." + feature.name()), row))
            .as("%s of row %s", feature, row)
            .isEqualTo(naive.value(feature, rows, row));
      }
    }
  }
}
