package dev.tandem.features.transform;

import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Problem;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fits declared inputs to training rows that come chunk by chunk. Neither the order of the rows nor
 * how they are cut into chunks changes the fitted inputs by a bit. What it keeps in memory grows
 * with the vocabularies, not with the rows. Not thread-safe.
 */
public final class InputFitting {
  private final List<Field> layout;
  private final List<Input> inputs;
  private final List<InputStatistics> statistics = new ArrayList<>();
  private final RowSample sample;

  private InputFitting(List<Field> layout, List<Input> inputs, long trainingRows) {
    this.layout = layout;
    this.inputs = inputs;
    this.sample = new RowSample(trainingRows);
    for (Input input : inputs) {
      statistics.add(InputStatistics.of(input, field(layout, input)));
    }
  }

  /**
   * A fitting that has seen no row yet.
   *
   * @param layout the fields of the feature service, in order
   * @param trainingRows how many rows will be added
   * @throws InvalidDeclarationException if an input is no feature of the layout, does not go with
   *     its type, or has a wrong setting
   */
  public static InputFitting of(List<Field> layout, List<Input> inputs, long trainingRows) {
    return new InputFitting(layout, inputs, trainingRows);
  }

  private static Field field(List<Field> layout, Input input) {
    return layout.stream()
        .filter(f -> f.name().equals(input.feature()))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidDeclarationException(
                    List.of(
                        new Problem(
                            "inputs." + input.feature(),
                            "no such feature in the service, it has: "
                                + String.join(", ", layout.stream().map(Field::name).toList())))));
  }

  /**
   * Adds training rows.
   *
   * @param chunk has the inputs' features, among others
   * @param rows of the chunk that are training rows; no other row is looked at
   * @param places for each of these its place among all training rows, in [0, trainingRows)
   */
  public void add(Table chunk, int[] rows, int[] places) {
    int[] sampled = sampled(rows, places);
    for (int i = 0; i < statistics.size(); i++) {
      statistics
          .get(i)
          .add(
              chunk.column(inputs.get(i).feature()),
              switch (statistics.get(i).coverage()) {
                case ALL_ROWS -> rows;
                case SAMPLE -> sampled;
              });
    }
  }

  private int[] sampled(int[] rows, int[] places) {
    int[] sampled = new int[rows.length];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      if (sample.has(places[i])) {
        sampled[count++] = rows[i];
      }
    }
    return Arrays.copyOf(sampled, count);
  }

  /** The inputs fitted to all rows added. */
  public InputProgram fit() {
    return InputProgram.of(layout, statistics.stream().map(InputStatistics::fit).toList());
  }
}
