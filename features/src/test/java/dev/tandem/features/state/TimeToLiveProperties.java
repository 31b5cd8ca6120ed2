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
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.CompiledView;
import dev.tandem.features.view.FeatureStatus;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
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
      Online online = new Online(view, states.get(States.key(view, rows, row)), rows, row);
      assertThat((long) online.status.code())
          .isEqualTo(offline.longs(view.statusColumn()).value(row))
          .isEqualTo(naive.status(rows, row).code());
      List<AggregateFeature> features = view.declaration().features();
      for (int feature = 0; feature < features.size(); feature++) {
        AggregateFeature declared = features.get(feature);
        String name = view.features().get(feature).name();
        Object value = Cells.value(online.values.column(name), row);
        assertThat(value)
            .as("%s at %d", declared, time(rows, row))
            .isEqualTo(Cells.value(offline.column(name), row))
            .isEqualTo(naive.value(declared, rows, row));
        assertThat(online.statuses.get(name))
            .as("%s at %d", declared, time(rows, row))
            .isIn(allowed(online.status, declared, value));
        met.add(online.statuses.get(name));
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
    Table copies = events.select(three);
    Table around =
        Table.builder(copies.rows())
            .addAll(copies)
            .add("of_item", copies.column("item"))
            .add("of_kind", copies.column("kind"))
            .build()
            .project(others.fields().stream().map(f -> f.name()).toList());
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
  /** What the state says of one row: the view's status, and each feature's value and status. */
  private static final class Online {
    private final Table values;
    private final Map<String, FeatureStatus> statuses = new HashMap<>();
    private final FeatureStatus status;

    private Online(CompiledView view, byte[] state, Table rows, int row) {
      this.values = Table.allocate(view.features(), rows.rows());
      StateReader reader = new StateReader(view);
      FeatureStatus[] read = new FeatureStatus[reader.features().size()];
      long instant = time(rows, row);
      this.status = reader.read(state, instant, columns(reader.features()), row, read);
      note(reader.features(), read);
      for (Field key : view.groupKeys()) {
        GroupReader groups = new GroupReader(view, key);
        FeatureStatus[] ofGroup = new FeatureStatus[groups.features().size()];
        States.readGroup(
            groups,
            state,
            instant,
            rows.column(key.name()),
            row,
            columns(groups.features()),
            row,
            ofGroup);
        note(groups.features(), ofGroup);
      }
    }

    private Column[] columns(List<Field> features) {
      return features.stream().map(f -> values.column(f.name())).toArray(Column[]::new);
    }

    private void note(List<Field> features, FeatureStatus[] read) {
      for (int i = 0; i < read.length; i++) {
        statuses.put(features.get(i).name(), read[i]);
      }
    }
  }
}
