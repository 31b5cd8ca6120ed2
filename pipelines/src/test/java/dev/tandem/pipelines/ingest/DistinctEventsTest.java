package dev.tandem.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.declaration.Source;
import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctEventsTest {
  private static final Source SOURCE =
      new Source(
          "events",
          Source.Format.CSV,
          "events.csv",
          true,
          List.of(
              new SourceField(
                  "time",
                  ValueType.TIMESTAMP,
                  false,
                  Optional.of(SourceField.TimeUnit.MILLISECONDS),
                  List.of(),
                  Optional.empty())),
          "time",
          List.of("time"),
          Optional.empty(),
          Optional.empty(),
          0);

  private static Table random(int rows, int identities, Random random) {
    Table table = Table.allocate(StagedColumns.of(SOURCE), rows);
    for (int row = 0; row < rows; row++) {
      long identity = random.nextInt(identities);
      table.longs(EventColumns.TIME).set(row, random.nextInt(50));
      table.longs(EventColumns.ID_HI).set(row, identity * 31);
      table.longs(EventColumns.ID_LO).set(row, identity * 0x9e3779b97f4a7c15L);
      table.longs("time").set(row, random.nextInt(3));
    }
    return table;
  }

  private static Table distinct(Table rows) {
    return rows.select(DistinctEvents.of(SOURCE, rows));
  }

  private static List<long[]> columns(Table table) {
    return table.fields().stream()
        .map(field -> Arrays.copyOf(table.longs(field.name()).values(), table.rows()))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void of_keptRowsAndNewOnes_areThoseOfAllTogether(long seed) {
    Random random = new Random(seed);
    int identities = 1 + random.nextInt(3_000);
    Table kept = distinct(random(random.nextInt(2_000), identities, random));
    Table read = random(random.nextInt(400), identities, random);
    Table all = Table.concat(List.of(kept, read));

    Table merged = all.select(DistinctEvents.of(SOURCE, all, kept.rows()));

    Table expected = distinct(all);
    assertThat(merged.rows()).isEqualTo(expected.rows());
    List<long[]> actual = columns(merged);
    List<long[]> wanted = columns(expected);
    for (int column = 0; column < wanted.size(); column++) {
      assertThat(actual.get(column)).isEqualTo(wanted.get(column));
    }
  }
}
