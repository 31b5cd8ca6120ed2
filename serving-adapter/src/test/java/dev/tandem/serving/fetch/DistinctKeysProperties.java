package dev.tandem.serving.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.serving.ShopProject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DistinctKeysProperties {
  @Property(tries = 200)
  void of_anyRows_numbersEntitiesByTheirFirstRow(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 200) int rows,
      @ForAll @IntRange(min = 1, max = 40) int values) {
    Random random = new Random(seed);
    long[] users = new long[rows];
    String[] items = new String[rows];
    for (int row = 0; row < rows; row++) {
      users[row] = random.nextLong() >> random.nextInt(64) << random.nextInt(values);
      items[row] = "i" + random.nextInt(values);
    }

    check(rows, LongColumn.of(ValueType.INT64, users), StringColumn.of(items));
    check(rows, LongColumn.of(ValueType.INT64, new long[] {seed}), StringColumn.of(items));
  }

  private static void check(int rows, LongColumn users, StringColumn items) {
    DistinctKeys keys =
        DistinctKeys.of(
            FeatureRequest.builder().column("user_id", users).column("item_id", items).build(),
            List.of(ShopProject.USER, ShopProject.ITEM));

    Set<List<Object>> seen = new LinkedHashSet<>();
    for (int row = 0; row < rows; row++) {
      List<Object> key = List.of(users.value(users.size() == 1 ? 0 : row), items.value(row));
      seen.add(key);
      assertThat(key(keys.keys(), keys.places().of(row))).isEqualTo(key);
    }
    List<List<Object>> entities = new ArrayList<>();
    for (int entity = 0; entity < keys.count(); entity++) {
      entities.add(key(keys.keys(), entity));
    }
    assertThat(entities).containsExactlyElementsOf(seen);
    Column spread = keys.places().spread(keys.keys().column("item_id"));
    for (int row = 0; row < rows; row++) {
      assertThat(((StringColumn) spread).value(row)).isEqualTo(items.value(row));
    }
  }

  private static List<Object> key(Table keys, int entity) {
    return List.of(keys.longs("user_id").value(entity), keys.strings("item_id").value(entity));
  }
}
