package dev.tandem.features.expression.vector;

import dev.tandem.features.type.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The operator {@code in} over a list of literals. */
public final class Membership extends Node {
  private final Node operand;
  private final long[] longs;
  private final double[] doubles;
  private final Set<String> strings;

  /** Whether the operand is one of the literals, all of which have its type. */
  public Membership(int register, Node operand, List<Literal> literals) {
    super(ValueType.BOOL, register, operand);
    this.operand = operand;
    this.longs = literals.stream().mapToLong(Literal::longValue).sorted().toArray();
    this.doubles = literals.stream().mapToDouble(Literal::doubleValue).sorted().toArray();
    this.strings = literals.stream().map(Literal::text).collect(Collectors.toUnmodifiableSet());
  }

  // Hot path: ExpressionBenchmark
  @Override
  Vector evaluate(Batch batch) {
    Vector from = operand.evaluate(batch);
    Vector out = batch.register(this);
    for (int i = 0; i < batch.count(); i++) {
      out.nulls[i] = from.nulls[i];
      out.longs[i] = !from.nulls[i] && contains(from, i) ? 1 : 0;
    }
    return out;
  }

  private boolean contains(Vector from, int i) {
    return switch (operand.type()) {
      case FLOAT64 -> Arrays.binarySearch(doubles, from.doubles[i] + 0.0) >= 0;
      case STRING -> strings.contains(from.strings[i]);
      case INT64, BOOL, TIMESTAMP, INT64_LIST, FLOAT64_LIST, STRING_LIST ->
          Arrays.binarySearch(longs, from.longs[i]) >= 0;
    };
  }
}
