package dev.tandem.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.Model.Choice;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.training.rows.StoredRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What learning over all rows is for: rows that show whether a click converts are those that were
 * clicked, and what is clicked converts more. Items that are seldom clicked have hardly any such
 * row.
 */
class EntireSpaceTest {
  private static final int ROWS = 24_000;
  private static final int ITEMS = 400;

  private final ModelTrainer trainer =
      Guice.createInjector(new TrainingModule()).getInstance(ModelTrainer.class);
  private final List<Field> layout =
      List.of(new Field("item", ValueType.INT64), new Field("need", ValueType.FLOAT64));
  private final float[] conversion = new float[ROWS];

  private Table impressions(long seed) {
    List<Field> fields = new ArrayList<>(EventColumns.FIELDS);
    fields.addAll(layout);
    fields.add(new Field("label.click", ValueType.BOOL));
    fields.add(new Field("label.buy", ValueType.BOOL));
    fields.add(new Field("label.conversion", ValueType.BOOL));
    Table table = Table.allocate(fields, ROWS);
    Random random = new Random(seed);
    double[] tastes = random.doubles(ITEMS).map(x -> 4 * x - 2).toArray();
    for (int row = 0; row < ROWS; row++) {
      int item = random.nextInt(ITEMS);
      double need = random.nextGaussian();
      table.longs(EventColumns.TIME).set(row, 1_000_000L + row);
      table.longs(EventColumns.ID_HI).set(row, 0);
      table.longs(EventColumns.ID_LO).set(row, row);
      table.longs("item").set(row, item);
      table.doubles("need").set(row, need);
      boolean click = random.nextDouble() < p(-2.5 + 1.5 * tastes[item] + 0.5 * need);
      conversion[row] = (float) p(-1 + 1.2 * tastes[item] + need);
      boolean buy = click && random.nextDouble() < conversion[row];
      table.longs("label.click").set(row, click ? 1 : 0);
      table.longs("label.buy").set(row, buy ? 1 : 0);
      if (click) {
        table.longs("label.conversion").set(row, buy ? 1 : 0);
      }
    }
    return table;
  }

  private static double p(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  private static final Task CLICK =
      new Task("click", Task.Kind.BINARY, "click", 1, Optional.empty());

  private TrainedModel train(Table table, String architecture, List<Task> tasks) {
    List<Input> inputs =
        List.of(
            new Input("item", Input.Kind.CATEGORICAL, Funnel.options("dimension", "4")),
            new Input("need", Input.Kind.NUMERIC, Options.none()));
    Model model =
        new Model(
            "conversion",
            "rows",
            inputs,
            tasks,
            new Choice(architecture, Funnel.options("tower", "16")),
            new Choice("adam", Funnel.options("learning_rate", "0.005")),
            Optional.empty(),
            Funnel.options("batch_size", "256", "epochs", "4", "validation_share", "0"));
    return trainer.train(model, layout, StoredRows.of(table), ProgressListener.SILENT);
  }

  /** The conditional probabilities of the test rows less the true ones. */
  private double[] errors(float[] found, TrainedModel trained) {
    int from = trained.rows().split().testFrom();
    double[] errors = new double[found.length];
    for (int i = 0; i < found.length; i++) {
      errors[i] = found[i] - conversion[from + i];
    }
    return errors;
  }

  private static double mean(double[] errors) {
    return Arrays.stream(errors).average().orElseThrow();
  }

  private static double meanSize(double[] errors) {
    return Arrays.stream(errors).map(Math::abs).average().orElseThrow();
  }

  private double[] entireSpace(Table table) {
    Task buy = new Task("buy", Task.Kind.BINARY, "buy", 1, Optional.of("click"));
    try (TrainedModel trained = train(table, "esmm", List.of(CLICK, buy))) {
      float[] conditional = trained.test().values(1).clone();
      for (int i = 0; i < conditional.length; i++) {
        conditional[i] /= trained.test().values(0)[i];
      }
      return errors(conditional, trained);
    }
  }

  private double[] clickedRows(Table table, List<Task> tasks) {
    try (TrainedModel trained = train(table, "separate_towers", tasks)) {
      return errors(trained.test().values(tasks.size() - 1), trained);
    }
  }

  @Test
  void train_esmm_isBetterCalibratedThanWhatLearntFromClickedRows() {
    Table table = impressions(1);
    Task onClicked = new Task("buy", Task.Kind.BINARY, "conversion", 1, Optional.empty());
    Task inSpace =
        new Task(
            "buy",
            Task.Kind.BINARY,
            "buy",
            1,
            Optional.empty(),
            Optional.of("click"),
            Options.none());
    double[] entireSpace = entireSpace(table);
    double[] alone = clickedRows(table, List.of(onClicked));
    double[] besideClicks = clickedRows(table, List.of(CLICK, inSpace));
    // Seen from clicked rows alone, all items convert like those that are clicked.
    assertThat(mean(alone)).isGreaterThan(0.06);
    assertThat(mean(entireSpace)).isBetween(-0.03, 0.03);
    assertThat(meanSize(entireSpace)).isLessThan(0.5 * meanSize(alone));
    assertThat(meanSize(entireSpace)).isLessThan(0.7 * meanSize(besideClicks));
  }
}
