package dev.tandem.training;

import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.Input.Kind;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Model.Choice;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * Made-up impressions of a shop whose probabilities are known: click, cart after click, purchase
 * after cart, and a rating for purchases alone; how many of the three happened, and what was spent.
 * Users and items have hidden tastes.
 */
final class Funnel {
  static final List<String> TASKS = List.of("click", "cart", "purchase");

  private final int categories;
  private final int numbers;
  private final Random random;
  private final Table table;
  private final float[][] truth;

  Funnel(int rows, int categories, int numbers, long seed) {
    this.categories = categories;
    this.numbers = numbers;
    this.random = new Random(seed);
    List<Field> fields = new ArrayList<>(EventColumns.FIELDS);
    fields.addAll(layout());
    TASKS.forEach(task -> fields.add(new Field("label." + task, ValueType.BOOL)));
    fields.add(new Field("label.rating", ValueType.FLOAT64));
    fields.add(new Field("label.spend", ValueType.FLOAT64));
    fields.add(new Field("label.steps", ValueType.INT64));
    this.table = Table.allocate(fields, rows);
    this.truth = new float[TASKS.size()][rows];
    double[][] tastes = new double[categories][];
    for (int c = 0; c < categories; c++) {
      tastes[c] = random.doubles(vocabulary(c)).map(x -> 2 * x - 1).toArray();
    }
    for (int row = 0; row < rows; row++) {
      fill(row, tastes);
    }
  }

  private static int vocabulary(int category) {
    return 5 + 40 * category;
  }

  List<Field> layout() {
    List<Field> fields = new ArrayList<>();
    for (int c = 0; c < categories; c++) {
      fields.add(new Field("category_" + c, c % 2 == 0 ? ValueType.INT64 : ValueType.STRING));
    }
    for (int n = 0; n < numbers; n++) {
      fields.add(new Field("number_" + n, ValueType.FLOAT64));
    }
    return fields;
  }

  private void fill(int row, double[][] tastes) {
    ((LongColumn) table.column(EventColumns.TIME)).set(row, 1_000_000L + row / 3);
    table.longs(EventColumns.ID_HI).set(row, random.nextLong());
    table.longs(EventColumns.ID_LO).set(row, row);
    double taste = 0;
    for (int c = 0; c < categories; c++) {
      int value = (int) (vocabulary(c) * random.nextDouble() * random.nextDouble());
      taste += tastes[c][value] / Math.sqrt(categories);
      if (c % 2 == 0) {
        table.longs("category_" + c).set(row, value * 1_000_003L);
      } else {
        table.strings("category_" + c).set(row, "v" + value);
      }
    }
    double need = 0;
    for (int n = 0; n < numbers; n++) {
      double x = random.nextGaussian();
      need += (n % 2 == 0 ? 1 : -1) * x / Math.sqrt(numbers);
      if (random.nextInt(20) > 0) {
        table.doubles("number_" + n).set(row, 100 + 10 * x);
      }
    }
    label(row, 2 * taste, need);
  }

  private void label(int row, double taste, double need) {
    double p = 1;
    boolean happened = true;
    int steps = 0;
    for (int task = 0; task < TASKS.size(); task++) {
      double bias = task == 0 ? -0.5 : -1;
      p *= 1 / (1 + Math.exp(-(2 * taste + (1 + task) * need + bias)));
      truth[task][row] = (float) p;
      double step = task == 0 ? p : p / truth[task - 1][row];
      happened &= random.nextDouble() < step;
      table.longs("label." + TASKS.get(task)).set(row, happened ? 1 : 0);
      steps += happened ? 1 : 0;
    }
    table.longs("label.steps").set(row, steps);
    table.doubles("label.spend").set(row, happened ? 20 * Math.exp(need) : 0);
    if (happened) {
      table.doubles("label.rating").set(row, 3 + need + 0.3 * random.nextGaussian());
    }
  }

  Table table() {
    return table;
  }

  /** The true probability of a task for each row of the table. */
  float[] truth(int task) {
    return truth[task];
  }

  List<Input> inputs() {
    List<Input> inputs = new ArrayList<>();
    for (int c = 0; c < categories; c++) {
      inputs.add(new Input("category_" + c, Kind.CATEGORICAL, Options.none()));
    }
    for (int n = 0; n < numbers; n++) {
      inputs.add(new Input("number_" + n, Kind.NUMERIC, Options.none()));
    }
    return inputs;
  }

  static List<Task> tasks() {
    return List.of(
        new Task("click", Task.Kind.BINARY, "click", 1, Optional.empty()),
        new Task("cart", Task.Kind.BINARY, "cart", 1, Optional.of("click")),
        new Task("purchase", Task.Kind.BINARY, "purchase", 1, Optional.of("cart")),
        new Task("rating", Task.Kind.REGRESSION, "rating", 0.5, Optional.empty()));
  }

  Model model(String architecture, String... training) {
    return new Model(
        "ranker",
        "rows",
        inputs(),
        tasks(),
        new Choice(architecture, Options.none()),
        new Choice("adam", Options.none()),
        Optional.empty(),
        options(training));
  }

  static Options options(String... nameThenValue) {
    Map<String, List<String>> values = new TreeMap<>();
    for (int i = 0; i < nameThenValue.length; i += 2) {
      values.put(nameThenValue[i], List.of(nameThenValue[i + 1]));
    }
    return new Options(values);
  }
}
