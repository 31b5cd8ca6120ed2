package dev.tandem.features.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelUnknownSet;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The language's own runtime, a row at a time. A null variable is left unbound; then the runtime's
 * errors, which {@code &&}, {@code ||} and the conditional treat as SQL treats null, stand for
 * null.
 */
final class CelOracle {
  private static final CelOptions OPTIONS =
      CelOptions.current().enableHeterogeneousNumericComparisons(true).build();

  private final CelRuntime.Program program;

  CelOracle(String text, List<Field> variables) {
    try {
      CelCompilerBuilder compiler =
          CelCompilerFactory.standardCelCompilerBuilder().setOptions(OPTIONS);
      variables.forEach(v -> compiler.addVar(v.name(), Dialect.celType(v.type())));
      CelAbstractSyntaxTree tree = compiler.build().compile(text).getAst();
      this.program =
          CelRuntimeFactory.legacyCelRuntimeBuilder()
              .setOptions(OPTIONS)
              .build()
              .createProgram(tree);
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  /** The value of a row, empty for null. */
  Optional<Object> evaluate(Table inputs, int row) {
    Map<String, Object> bound = new HashMap<>();
    for (Field field : inputs.fields()) {
      value(inputs.column(field.name()), row).ifPresent(value -> bound.put(field.name(), value));
    }
    try {
      return Optional.of(program.eval(bound)).filter(v -> !(v instanceof CelUnknownSet));
    } catch (CelEvaluationException e) {
      return Optional.empty();
    }
  }

  /** The value of a row as the runtime has it, empty for null. */
  static Optional<Object> value(Column column, int row) {
    if (column.isNull(row)) {
      return Optional.empty();
    }
    if (column instanceof LongColumn longs) {
      long value = longs.value(row);
      return Optional.of(
          column.type() == ValueType.BOOL
              ? (Object) (value == 1)
              : column.type() == ValueType.TIMESTAMP ? Instant.ofEpochMilli(value) : value);
    }
    if (column instanceof ListColumn lists) {
      return Optional.of(
          IntStream.range(0, lists.length(row))
              .mapToObj(i -> value(lists.elements(), lists.start(row) + i).orElseThrow())
              .toList());
    }
    return Optional.of(
        column instanceof DoubleColumn doubles
            ? (Object) doubles.value(row)
            : ((StringColumn) column).value(row));
  }
}
