package dev.tandem.features.transform;

import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.InputReferences;
import dev.tandem.features.declaration.InputReferences.Round;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Problem;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fits declared inputs to training rows that come chunk by chunk. Neither the order of the rows nor
 * how they are cut into chunks changes the fitted inputs by a bit. What it keeps in memory grows
 * with the vocabularies, not with the rows. Not thread-safe.
 *
 * <p>Inputs that share the embedding table of another have its vocabulary, so nothing is gathered
 * for them.
 */
public final class InputFitting {
  private final List<Field> layout;
  private final List<Input> inputs;
  private final Map<Input, InputStatistics> statistics = new LinkedHashMap<>();
  private final RowSample sample;

  private InputFitting(List<Field> layout, List<Input> inputs, long trainingRows) {
    this.layout = layout;
    this.inputs = inputs;
    this.sample = new RowSample(trainingRows);
    inputs.forEach(this::requireUsable);
    List<Problem> problems = new InputReferences("inputs", inputs, this::type).problems();
    if (!problems.isEmpty()) {
      throw new InvalidDeclarationException(problems);
    }
    for (Input input : inputs) {
      if (Round.of(input) == Round.OWNER) {
        statistics.put(input, InputStatistics.of(input, field(input)));
      } else {
        SharedInput.requireSettings(input);
      }
    }
  }

  /**
   * A fitting that has seen no row yet.
   *
   * @param layout the fields of the feature service, in order
   * @param trainingRows how many rows will be added
   * @throws InvalidDeclarationException if an input is no feature of the layout, does not go with
   *     its type, refers to an input that it cannot refer to, or has a wrong setting
   */
  public static InputFitting of(List<Field> layout, List<Input> inputs, long trainingRows) {
    return new InputFitting(layout, inputs, trainingRows);
  }

  private void requireUsable(Input input) {
    Field feature = field(input);
    InputSettings.requireKnown(input);
    List<ValueType> allowed = types(input.kind());
    if (!allowed.contains(feature.type())) {
      throw InputSettings.invalid(
          input,
          "kind",
          "found "
              + input.kind().declaredName()
              + " for a feature of type "
              + feature.type().declaredName()
              + ", allowed for it: "
              + String.join(", ", allowed.stream().map(ValueType::declaredName).toList()));
    }
  }

  private static List<ValueType> types(Input.Kind kind) {
    return switch (kind) {
      case NUMERIC, BUCKET -> List.of(ValueType.INT64, ValueType.FLOAT64, ValueType.BOOL);
      case CATEGORICAL -> List.of(ValueType.INT64, ValueType.STRING, ValueType.BOOL);
      case LIST, SEQUENCE -> List.of(ValueType.INT64_LIST, ValueType.STRING_LIST);
      case VECTOR -> List.of(ValueType.FLOAT64_LIST);
    };
  }

  private Optional<ValueType> type(String feature) {
    return layout.stream().filter(f -> f.name().equals(feature)).findFirst().map(Field::type);
  }

  private Field field(Input input) {
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
   * @throws InvalidDeclarationException if a vector is not as long as declared, or as the others
   */
  public void add(Table chunk, int[] rows, int[] places) {
    int[] sampled = sampled(rows, places);
    statistics.forEach(
        (input, gathered) ->
            gathered.add(
                chunk.column(input.feature()),
                switch (gathered.coverage()) {
                  case ALL_ROWS -> rows;
                  case SAMPLE -> sampled;
                }));
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
    Map<String, VocabularyTransform> owners = new HashMap<>();
    InputTransform[] fitted = new InputTransform[inputs.size()];
    for (Round round : Round.values()) {
      for (int i = 0; i < fitted.length; i++) {
        if (Round.of(inputs.get(i)) == round) {
          fitted[i] = fit(inputs.get(i), owners);
          if (fitted[i] instanceof VocabularyTransform vocabulary) {
            owners.putIfAbsent(inputs.get(i).feature(), vocabulary);
          }
        }
      }
    }
    return InputProgram.of(layout, List.of(fitted));
  }

  private InputTransform fit(Input input, Map<String, VocabularyTransform> owners) {
    InputStatistics gathered = statistics.get(input);
    if (gathered != null) {
      return gathered.fit();
    }
    String owner = InputReferences.of(input).orElseThrow();
    return SharedInput.of(input, field(input), owners.get(owner));
  }
}
