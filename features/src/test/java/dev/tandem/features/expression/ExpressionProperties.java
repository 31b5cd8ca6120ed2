package dev.tandem.features.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ExpressionProperties {
  private static final long[] LONGS = {
    0, 1, -1, 2, 7, 1000, (1L << 53) + 1, Long.MAX_VALUE, Long.MIN_VALUE
  };
  private static final double[] DOUBLES = {0, 0.1, -0.3, 7, 1e6, 0x1p53, -2.5};
  private static final String[] STRINGS = {"", "a", "ab", "b", "ğ", "Iı"};

  @Property(tries = 400)
  void evaluate_anyExpressionAndRows_agreesWithTheLanguagesRuntime(@ForAll long seed) {
    Random random = new Random(seed);
    String text = new RandomExpression(random).next(1 + random.nextInt(4));
    Table rows = rows(random, 40);
    CelOracle oracle = new CelOracle(text, RandomExpression.VARIABLES);

    Column out = Expression.compile(text, RandomExpression.VARIABLES).evaluate(rows);

    for (int row = 0; row < rows.rows(); row++) {
      Optional<Object> expected =
          oracle.evaluate(rows, row).map(v -> v instanceof Double d ? (Object) (d + 0.0) : v);
      assertThat(CelOracle.value(out, row)).as("%s, row %d", text, row).isEqualTo(expected);
    }
  }

  @Property(tries = 100)
  void evaluate_manyBatches_equalsOneRowAtATime(@ForAll long seed) {
    Random random = new Random(seed);
    Expression expression =
        Expression.compile(
            new RandomExpression(random).next(1 + random.nextInt(3)), RandomExpression.VARIABLES);
    Table rows = rows(random, 2500);

    Column all = expression.evaluate(rows);

    for (int row = 0; row < rows.rows(); row += 61) {
      Column one = expression.evaluate(rows.select(new int[] {row}));
      assertThat(CelOracle.value(all, row))
          .as("%s, row %d", expression, row)
          .isEqualTo(CelOracle.value(one, 0));
    }
  }

  /** Random rows of {@link RandomExpression#VARIABLES}. */
  static Table rows(Random random, int count) {
    Table rows = Table.allocate(RandomExpression.VARIABLES, count);
    for (Field field : RandomExpression.VARIABLES) {
      Column column = rows.column(field.name());
      for (int row = 0; row < count; row++) {
        if (random.nextInt(8) > 0) {
          set(column, row, random);
        }
      }
    }
    return rows;
  }

  private static void set(Column column, int row, Random random) {
    switch (column.type()) {
      case INT64 -> ((LongColumn) column).set(row, LONGS[random.nextInt(LONGS.length)]);
      case BOOL -> ((LongColumn) column).set(row, random.nextInt(2));
      case TIMESTAMP -> ((LongColumn) column).set(row, random.nextInt(5) - 2);
      case FLOAT64 -> ((DoubleColumn) column).set(row, DOUBLES[random.nextInt(DOUBLES.length)]);
      case STRING -> ((StringColumn) column).set(row, STRINGS[random.nextInt(STRINGS.length)]);
      case INT64_LIST, FLOAT64_LIST, STRING_LIST -> {
        ListColumn lists = (ListColumn) column;
        int length = random.nextInt(4);
        int start = lists.set(row, length);
        for (int i = 0; i < length; i++) {
          set(lists.elements(), start + i, random);
        }
      }
    }
  }
}
