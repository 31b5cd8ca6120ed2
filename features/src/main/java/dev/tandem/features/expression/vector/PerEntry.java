package dev.tandem.features.expression.vector;

import dev.tandem.features.table.StringColumn;
import dev.tandem.features.type.ValueType;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An operation that reads one string variable and nothing else: computed once for each entry of the
 * variable's dictionary and looked up for each row.
 */
public final class PerEntry extends Node {
  private final Node operation;
  private final int variable;

  private PerEntry(int register, Node operation, int variable) {
    super(operation.type(), register, operation);
    this.operation = operation;
    this.variable = variable;
  }

  /** The operation computed per entry if that is possible and saves work, else as it is. */
  public static Node of(int register, Node operation) {
    if (operation.inputs().isEmpty()) {
      return operation;
    }
    return soleStringVariable(operation)
        .<Node>map(variable -> new PerEntry(register, operation, variable.number()))
        .orElse(operation);
  }

  /** True if the operations together read one string variable and no other. */
  public static boolean applies(Node operation) {
    return soleStringVariable(operation).isPresent();
  }

  private static Optional<Variable> soleStringVariable(Node operation) {
    Variable first = null;
    for (Variable variable : variables(operation).toList()) {
      if (variable.type() != ValueType.STRING
          || (first != null && first.number() != variable.number())) {
        return Optional.empty();
      }
      first = variable;
    }
    return Optional.ofNullable(first);
  }

  private static Stream<Variable> variables(Node operation) {
    return operation instanceof Variable variable
        ? Stream.of(variable)
        : operation.inputs().stream().flatMap(PerEntry::variables);
  }

  // Hot path: ExpressionBenchmark
  @Override
  Vector evaluate(Batch batch) {
    StringColumn column = (StringColumn) batch.column(variable);
    Vector lookup = batch.lookup(operation, variable);
    Vector out = batch.register(this);
    int nullEntry = lookup.nulls.length - 1;
    for (int i = 0; i < batch.count(); i++) {
      int code = column.codeAt(batch.start() + i);
      int entry = code < 0 ? nullEntry : code;
      out.nulls[i] = lookup.nulls[entry];
      if (type() == ValueType.FLOAT64) {
        out.doubles[i] = lookup.doubles[entry];
      } else if (type() == ValueType.STRING) {
        out.strings[i] = lookup.strings[entry];
      } else {
        out.longs[i] = lookup.longs[entry];
      }
    }
    return out;
  }
}
