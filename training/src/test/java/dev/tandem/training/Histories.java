package dev.tandem.training;

import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.Input.Kind;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Made-up impressions whose click depends on whether items of the candidate's kind are among the
 * last ones seen, which no feature alone tells.
 */
final class Histories {
  static final List<Field> LAYOUT =
      List.of(
          new Field("item", ValueType.STRING),
          new Field("seen", ValueType.STRING_LIST),
          new Field("bought", ValueType.STRING_LIST),
          new Field("text", ValueType.FLOAT64_LIST));
  private static final int ITEMS = 60;
  private static final int KINDS = 3;

  private Histories() {}

  static Table table(int rows, long seed) {
    Random random = new Random(seed);
    List<Field> fields = new ArrayList<>(EventColumns.FIELDS);
    fields.addAll(LAYOUT);
    fields.add(new Field("label.click", ValueType.BOOL));
    Table table = Table.allocate(fields, rows);
    for (int row = 0; row < rows; row++) {
      table.longs(EventColumns.TIME).set(row, 1_000L + row);
      table.longs(EventColumns.ID_HI).set(row, 0);
      table.longs(EventColumns.ID_LO).set(row, row);
      int item = random.nextInt(ITEMS);
      table.strings("item").set(row, "i" + item);
      int alike = list(table, "seen", row, random, item % KINDS);
      list(table, "bought", row, random, item % KINDS);
      text(table, row, random);
      double p = 1 / (1 + Math.exp(2 - 2.0 * alike));
      table.longs("label.click").set(row, random.nextDouble() < p ? 1 : 0);
    }
    return table;
  }

  /** Fills a list, every tenth of them null; returns how many items are of a kind. */
  private static int list(Table table, String name, int row, Random random, int kind) {
    if (random.nextInt(10) == 0) {
      return 0;
    }
    ListColumn lists = (ListColumn) table.column(name);
    int length = random.nextInt(6);
    int start = lists.set(row, length);
    int alike = 0;
    for (int i = 0; i < length; i++) {
      int item = random.nextInt(ITEMS);
      ((StringColumn) lists.elements()).set(start + i, "i" + item);
      alike += item % KINDS == kind ? 1 : 0;
    }
    return alike;
  }

  private static void text(Table table, int row, Random random) {
    ListColumn vectors = (ListColumn) table.column("text");
    int start = vectors.set(row, 3);
    for (int i = 0; i < 3; i++) {
      ((DoubleColumn) vectors.elements()).set(start + i, random.nextGaussian());
    }
  }

  static List<Input> inputs(String encoder) {
    return List.of(
        new Input("item", Kind.CATEGORICAL, Funnel.options("dimension", "8", "overflow", "5")),
        new Input("seen", Kind.SEQUENCE, Funnel.options("target", "item", "encoder", encoder)),
        new Input("bought", Kind.LIST, Funnel.options("table", "item", "length", "4")),
        new Input("text", Kind.VECTOR, Funnel.options("normalise", "true")));
  }

  static List<Task> tasks() {
    return List.of(new Task("click", Task.Kind.BINARY, "click", 1, Optional.empty()));
  }
}
