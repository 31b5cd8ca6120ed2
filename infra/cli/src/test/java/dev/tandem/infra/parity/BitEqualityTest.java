package dev.tandem.infra.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.type.ValueType;
import org.junit.jupiter.api.Test;

class BitEqualityTest {
  @Test
  void same_doublesOneBitApart_isFalse() {
    Column one = DoubleColumn.of(new double[] {0.1 + 0.2, 0.0});
    Column other = DoubleColumn.of(new double[] {0.3, -0.0});

    assertThat(BitEquality.same(one, 0, other, 0)).isFalse();
    assertThat(BitEquality.same(one, 1, other, 1)).isFalse();
    assertThat(BitEquality.same(one, 0, one, 0)).isTrue();
  }

  @Test
  void same_nullAndZero_isFalse() {
    Column empty = Column.allocate(ValueType.INT64, 1);
    Column zero = LongColumn.of(ValueType.INT64, new long[] {0});

    assertThat(BitEquality.same(empty, 0, zero, 0)).isFalse();
    assertThat(BitEquality.same(zero, 0, empty, 0)).isFalse();
    assertThat(BitEquality.same(empty, 0, empty, 0)).isTrue();
  }

  @Test
  void same_otherType_isFalse() {
    Column number = LongColumn.of(ValueType.INT64, new long[] {5});
    Column time = LongColumn.of(ValueType.TIMESTAMP, new long[] {5});

    assertThat(BitEquality.same(number, 0, time, 0)).isFalse();
  }

  @Test
  void same_strings_comparesTheTextAndNotItsCode() {
    Column one = StringColumn.of("a", "b");
    Column other = StringColumn.of("b", "a");

    assertThat(BitEquality.same(one, 0, other, 1)).isTrue();
    assertThat(BitEquality.same(one, 0, other, 0)).isFalse();
  }

  @Test
  void same_lists_comparesLengthOrderAndElements() {
    Column one = lists(new long[] {1, 2}, new long[] {2, 1}, new long[] {1}, new long[] {});

    assertThat(BitEquality.same(one, 0, lists(new long[] {1, 2}), 0)).isTrue();
    assertThat(BitEquality.same(one, 1, lists(new long[] {1, 2}), 0)).isFalse();
    assertThat(BitEquality.same(one, 2, lists(new long[] {1, 2}), 0)).isFalse();
    assertThat(BitEquality.same(one, 3, lists(new long[] {}), 0)).isTrue();
    assertThat(BitEquality.same(one, 3, Column.allocate(ValueType.INT64_LIST, 1), 0)).isFalse();
  }

  @Test
  void text_anyValue_tellsIt() {
    assertThat(BitEquality.text(lists(new long[] {3, 4}), 0)).isEqualTo("[3, 4]");
    assertThat(BitEquality.text(StringColumn.of("x"), 0)).isEqualTo("'x'");
    assertThat(BitEquality.text(Column.allocate(ValueType.BOOL, 1), 0)).isEqualTo("null");
    assertThat(BitEquality.text(DoubleColumn.of(new double[] {0.5}), 0)).isEqualTo("0x1.0p-1");
  }

  private static ListColumn lists(long[]... rows) {
    ListColumn lists = (ListColumn) Column.allocate(ValueType.INT64_LIST, rows.length);
    for (int row = 0; row < rows.length; row++) {
      int start = lists.set(row, rows[row].length);
      for (int i = 0; i < rows[row].length; i++) {
        ((LongColumn) lists.elements()).set(start + i, rows[row][i]);
      }
    }
    return lists;
  }
}
