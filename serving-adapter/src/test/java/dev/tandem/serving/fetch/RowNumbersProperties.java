package dev.tandem.serving.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.type.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RowNumbersProperties {
  private final RowNumbers numbers = new RowNumbers();
  private final RowNumbers users = new RowNumbers();

  @Property(tries = 200)
  void number_anyRows_areNumberedByTheirFirstRow(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 200) int rows,
      @ForAll @IntRange(min = 1, max = 40) int values) {
    Random random = new Random(seed);
    long[] ofUsers = new long[rows];
    String[] ofItems = new String[rows];
    for (int row = 0; row < rows; row++) {
      ofUsers[row] = random.nextLong() >> random.nextInt(64) << random.nextInt(values);
      ofItems[row] = random.nextInt(5) == 0 ? null : "i" + random.nextInt(values);
    }
    StringColumn items = StringColumn.of(ofItems);

    check(rows, LongColumn.of(ValueType.INT64, ofUsers), items);
    check(rows, LongColumn.of(ValueType.INT64, new long[] {seed}), items);
  }

  private void check(int rows, LongColumn ofUsers, StringColumn items) {
    numbers.begin(rows);
    numbers.add(ofUsers);
    numbers.add(items);
    numbers.number();

    Set<List<Object>> seen = new LinkedHashSet<>();
    for (int row = 0; row < rows; row++) {
      seen.add(key(ofUsers, items, row));
      assertThat(key(ofUsers, items, numbers.firstRow(numbers.of(row))))
          .isEqualTo(key(ofUsers, items, row));
    }
    assertThat(firstKeys(ofUsers, items)).containsExactlyElementsOf(seen);
    assertThat(numbers.isIdentity()).isEqualTo(seen.size() == rows);

    users.begin(rows);
    users.add(ofUsers);
    users.number();
    numbers.gather(users);
    assertThat(firstKeys(ofUsers, items)).containsExactlyInAnyOrderElementsOf(seen);
    for (int row = 0; row < rows; row++) {
      assertThat(key(ofUsers, items, numbers.firstRow(numbers.of(row))))
          .isEqualTo(key(ofUsers, items, row));
    }
    for (int number = 1; number < numbers.count(); number++) {
      assertThat(users.of(numbers.firstRow(number)))
          .as("the user of group %d", number)
          .isGreaterThanOrEqualTo(users.of(numbers.firstRow(number - 1)));
    }
  }

  private List<List<Object>> firstKeys(LongColumn ofUsers, StringColumn items) {
    List<List<Object>> keys = new ArrayList<>();
    for (int number = 0; number < numbers.count(); number++) {
      keys.add(key(ofUsers, items, numbers.firstRow(number)));
    }
    return keys;
  }

  private static List<Object> key(LongColumn users, StringColumn items, int row) {
    return List.of(users.value(users.size() == 1 ? 0 : row), String.valueOf(items.value(row)));
  }
}
