package dev.tandem.features.transform;

import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.InputReferences;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Problem;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fits declared inputs to training rows: first those that others share a table with. */
final class InputFitting {
  private final List<Field> layout;
  private final List<Input> inputs;
  private final Table rows;
  private final int[] trainingRows;
  private final Map<String, VocabularyTransform> owners = new LinkedHashMap<>();

  InputFitting(List<Field> layout, List<Input> inputs, Table rows, int[] trainingRows) {
    this.layout = layout;
    this.inputs = inputs;
    this.rows = rows;
    this.trainingRows = trainingRows;
  }

  /** The transforms in the order of the inputs. */
  List<InputTransform> fit() {
    inputs.forEach(this::requireUsable);
    List<Problem> problems = new InputReferences("inputs", inputs, this::type).problems();
    if (!problems.isEmpty()) {
      throw new InvalidDeclarationException(problems);
    }
    InputTransform[] fitted = new InputTransform[inputs.size()];
    for (InputReferences.Round round : InputReferences.Round.values()) {
      for (int i = 0; i < fitted.length; i++) {
        if (InputReferences.Round.of(inputs.get(i)) == round) {
          fitted[i] = fit(inputs.get(i));
        }
      }
    }
    return List.of(fitted);
  }

  private InputTransform fit(Input input) {
    Field feature = field(input);
    Optional<String> owner = InputReferences.of(input);
    InputTransform transform;
    if (owner.isPresent()) {
      transform = SharedInput.of(input, feature, owners.get(owner.get()));
    } else {
      InputStatistics statistics = InputStatistics.of(input, feature);
      statistics.add(rows.column(input.feature()), trainingRows);
      transform = statistics.fit();
    }
    if (transform instanceof VocabularyTransform vocabulary) {
      owners.putIfAbsent(input.feature(), vocabulary);
    }
    return transform;
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
}
