package dev.tandem.features.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.FeatureView;
import dev.tandem.features.declaration.Literal;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.oracle.Cells;
import dev.tandem.features.oracle.NaiveFeatures;
import dev.tandem.features.oracle.Scenario;
import dev.tandem.features.pointintime.PointInTimeJoin;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.CompiledView;
import dev.tandem.features.view.FeatureStatus;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The one rule of the time-to-live, around the very millisecond, in both paths. */
class TimeToLiveProperties {
  private final Set<FeatureStatus> met = EnumSet.noneOf(FeatureStatus.class);

  @Property(tries = 300)
  void read_aroundTheTimeToLive_isWhatTheJoinAndTheNaiveScanFind(@ForAll long seed) {
    check(seed);
  }

  @Example
  void read_manySeeds_meetsEveryStatus() {
    for (long seed = 0; seed < 60; seed++) {
      check(seed);
    }

    assertThat(met)
        .containsExactlyInAnyOrder(
            FeatureStatus.PRESENT,
            FeatureStatus.EXPIRED,
            FeatureStatus.MISSING,
            FeatureStatus.DEFAULTED,
            FeatureStatus.NULL);
  }

  private void check(long seed) {
    Scenario scenario = new Scenario(seed);
    long ttl = 1L + new Random(seed).nextInt(120);
    Project project = withTtl(scenario.project(), Duration.ofMillis(ttl));
    CompiledView view = CompiledView.compile(project, Scenario.VIEW);
    Table events = scenario.events(25);
    long cut =
        1 + IntStream.range(0, events.rows()).mapToLong(row -> time(events, row)).max().getAsLong();
    Map<List<Object>, byte[]> states = States.fold(view, events, cut);
    Table rows = rows(events, ttl, cut, scenario.rows(4));
    Table offline = new PointInTimeJoin(view).join(events, rows);
    NaiveFeatures naive = new NaiveFeatures(project, Scenario.VIEW, events);

    for (int row = 0; row < rows.rows(); row++) {
      Online online = Online.read(view, states.get(States.key(view, rows, row)), time(rows, row));
      assertThat((long) online.status.code())
          .isEqualTo(offline.longs(view.statusColumn()).value(row))
          .isEqualTo(naive.status(rows, row).code());
      List<AggregateFeature> features = view.declaration().features();
      for (int feature = 0; feature < features.size(); feature++) {
        AggregateFeature declared = features.get(feature);
        Object value = Cells.value(online.columns[feature], 0);
        assertThat(value)
            .as("%s at %d", declared, time(rows, row))
            .isEqualTo(Cells.value(offline.column(view.features().get(feature).name()), row))
            .isEqualTo(naive.value(declared, rows, row));
        assertThat(online.statuses[feature])
            .as("%s at %d", declared, time(rows, row))
            .isIn(allowed(online.status, declared, value));
        met.add(online.statuses[feature]);
      }
    }
  }

  /** What a feature may be when its view is so; one status, unless its value is its default. */
  private static Set<FeatureStatus> allowed(
      FeatureStatus ofView, AggregateFeature feature, Object value) {
    if (ofView != FeatureStatus.PRESENT) {
      return EnumSet.of(ofView);
    }
    if (value == null) {
      return EnumSet.of(FeatureStatus.NULL);
    }
    boolean isDefault =
        feature.defaultValue().map(t -> parsed(feature, t).equals(value)).orElse(false);
    return isDefault
        ? EnumSet.of(FeatureStatus.PRESENT, FeatureStatus.DEFAULTED)
        : EnumSet.of(FeatureStatus.PRESENT);
  }

  private static Object parsed(AggregateFeature feature, String text) {
    Column column = Column.allocate(feature.type(), 1);
    Literal.write(text, column, 0);
    return Cells.value(column, 0);
  }

  private static Project withTtl(Project project, Duration ttl) {
    FeatureView view = project.view(Scenario.VIEW);
    return new Project(
        project.name(),
        project.entities(),
        project.sources(),
        List.of(
            new FeatureView(
                view.name(), view.entity(), view.source(), Optional.of(ttl), view.features())),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /** The events' entities, each when its newest event is about {@code ttl} old, and some others. */
  private static Table rows(Table events, long ttl, long cut, Table others) {
    int[] three = IntStream.range(0, 3 * events.rows()).map(i -> i / 3).toArray();
    Table around =
        events.select(three).project(others.fields().stream().map(f -> f.name()).toList());
    for (int row = 0; row < around.rows(); row++) {
      around
          .longs(EventColumns.TIME)
          .set(row, Math.max(cut, time(events, three[row]) + ttl - 1 + row % 3));
    }
    for (int row = 0; row < others.rows(); row++) {
      others.longs(EventColumns.TIME).set(row, cut + row);
    }
    return Table.concat(List.of(around, others));
  }

  private static long time(Table table, int row) {
    return table.longs(EventColumns.TIME).value(row);
  }

  /** What a server reads for one entity. */
  private static final class Online {
    private final Column[] columns;
    private final FeatureStatus[] statuses;
    private final FeatureStatus status;

    private Online(Column[] columns, FeatureStatus[] statuses, FeatureStatus status) {
      this.columns = columns;
      this.statuses = statuses;
      this.status = status;
    }

    static Online read(CompiledView view, byte[] state, long instant) {
      Column[] columns =
          view.features().stream()
              .map(feature -> Column.allocate(feature.type(), 1))
              .toArray(Column[]::new);
      FeatureStatus[] statuses = new FeatureStatus[columns.length];
      FeatureStatus status = new StateReader(view).read(state, instant, columns, 0, statuses);
      return new Online(columns, statuses, status);
    }
  }
}
