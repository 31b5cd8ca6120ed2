package dev.tandem.infra.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.type.ValueType;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FeatureBinsTest {
  private static int[] counts(FeatureBins bins, Column column) {
    int[] counts = new int[bins.count()];
    for (int row = 0; row < column.size(); row++) {
      counts[bins.bin(column, row)]++;
    }
    return counts;
  }

  @Test
  void numbers_allDifferent_fallIntoTenBinsOfEqualSize() {
    Column training = LongColumn.of(ValueType.INT64, LongStream.rangeClosed(1, 1000).toArray());
    FeatureBins bins = FeatureBins.of(training);

    assertThat(counts(bins, training))
        .containsExactly(0, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100);
  }

  @Test
  void numbers_mostlyEqual_shareABin() {
    double[] values = IntStream.range(0, 100).mapToDouble(i -> i < 95 ? 0 : i).toArray();
    FeatureBins bins = FeatureBins.of(DoubleColumn.of(values));

    assertThat(bins.count()).isEqualTo(3);
    assertThat(counts(bins, DoubleColumn.of(values))).containsExactly(0, 95, 5);
  }

  @Test
  void numbers_null_isABinOfItsOwn() {
    Column training = LongColumn.of(ValueType.INT64, new long[] {1, 2, 3});
    training.setNull(1);
    FeatureBins bins = FeatureBins.of(training);

    assertThat(bins.bin(training, 1)).isEqualTo(FeatureBins.NULL);
    assertThat(bins.bin(training, 0)).isNotEqualTo(FeatureBins.NULL);
  }

  @Test
  void numbers_outsideTheRange_areToldApart() {
    FeatureBins bins = FeatureBins.of(LongColumn.of(ValueType.INT64, new long[] {3, 7}));
    Column served = LongColumn.of(ValueType.INT64, new long[] {2, 3, 7, 8});

    assertThat(IntStream.range(0, 4).filter(row -> bins.isOutside(served, row)))
        .containsExactly(0, 3);
  }

  @Test
  void numbers_noneInTraining_areAllOutside() {
    FeatureBins bins = FeatureBins.of(Column.allocate(ValueType.FLOAT64, 5));

    assertThat(bins.isOutside(DoubleColumn.of(new double[] {0}), 0)).isTrue();
    assertThat(bins.bin(DoubleColumn.of(new double[] {0}), 0)).isEqualTo(1);
  }

  @Test
  void lists_countByTheirLength() {
    ListColumn training = (ListColumn) Column.allocate(ValueType.INT64_LIST, 3);
    training.set(0, 0);
    training.set(1, 4);
    FeatureBins bins = FeatureBins.of(training);
    ListColumn served = (ListColumn) Column.allocate(ValueType.INT64_LIST, 2);
    served.set(0, 4);
    served.set(1, 5);

    assertThat(bins.isOutside(served, 0)).isFalse();
    assertThat(bins.isOutside(served, 1)).isTrue();
    assertThat(bins.bin(training, 2)).isEqualTo(FeatureBins.NULL);
  }

  @Test
  void categories_frequentOnes_haveABinAndTheRestShareOne() {
    String[] values = new String[210 + 5];
    for (int i = 0; i < 210; i++) {
      values[i] = "c" + i % 21 % 20;
    }
    for (int i = 0; i < 5; i++) {
      values[210 + i] = "rare" + i;
    }
    FeatureBins bins = FeatureBins.of(StringColumn.of(values));
    Column served = StringColumn.of("c3", "rare0", "new", null);

    assertThat(bins.count()).isEqualTo(22);
    assertThat(bins.bin(served, 0)).isGreaterThan(1);
    assertThat(bins.bin(served, 1)).isEqualTo(bins.bin(served, 2)).isEqualTo(1);
    assertThat(bins.bin(served, 3)).isEqualTo(FeatureBins.NULL);
    assertThat(IntStream.range(0, 3).filter(row -> bins.isOutside(served, row))).containsExactly(2);
  }
}
