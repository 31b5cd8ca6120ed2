package dev.tandem.features.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.type.ValueType;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ColumnCopyProperties {

  @Property(tries = 300)
  void copyRange_anyTypeAndRange_equalsCopyRowByRow(
      @ForAll ValueType type,
      @ForAll long seed,
      @ForAll @IntRange(max = 60) int rows,
      @ForAll @IntRange(min = 1, max = 40) int distinct) {
    Random random = new Random(seed);
    Column from = RandomTables.column(type, rows, distinct, random);
    int fromRow = random.nextInt(rows + 1);
    int count = random.nextInt(rows - fromRow + 1);
    int row = random.nextInt(5);
    Column bulk = RandomTables.column(type, row + count + 3, distinct, random);
    Column single = Column.allocate(type, bulk.size());
    for (int i = 0; i < bulk.size(); i++) {
      single.copy(i, bulk, i);
    }

    bulk.copyRange(row, from, fromRow, count);
    for (int i = 0; i < count; i++) {
      single.copy(row + i, from, fromRow + i);
    }

    assertThat(RandomTables.values(bulk)).isEqualTo(RandomTables.values(single));
  }
}
