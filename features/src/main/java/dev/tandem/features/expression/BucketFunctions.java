package dev.tandem.features.expression;

import static dev.tandem.features.expression.Overloads.BOOL;
import static dev.tandem.features.expression.Overloads.INT;
import static dev.tandem.features.expression.Overloads.NUMBERS;
import static dev.tandem.features.expression.Overloads.STRING;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.TypeParamType;
import dev.tandem.features.expression.vector.Bucket;
import dev.tandem.features.expression.vector.Cross;
import dev.tandem.features.expression.vector.HashBucket;
import dev.tandem.features.expression.vector.Literal;
import dev.tandem.features.expression.vector.Node;
import dev.tandem.features.type.ValueType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Functions that turn values into few numbers, or many values into one. */
final class BucketFunctions {
  private static final List<CelType> HASHED = List.of(INT, STRING, BOOL);
  private static final List<ValueType> CROSSED =
      List.of(ValueType.INT64, ValueType.STRING, ValueType.BOOL);
  private static final int MOST_CROSSED = 6;

  private BucketFunctions() {}

  static void declare(Overloads overloads) {
    for (int arguments = 2; arguments <= MOST_CROSSED; arguments++) {
      // Any types, for otherwise there were a thousand overloads; planning looks at them.
      overloads.global(
          "cross",
          INT,
          IntStream.range(0, arguments)
              .mapToObj(i -> TypeParamType.create(String.valueOf((char) ('A' + i))))
              .toArray(CelType[]::new));
    }
    HASHED.forEach(type -> overloads.global("hash_bucket", INT, type, INT));
    for (CelType number : NUMBERS) {
      for (CelType edge : NUMBERS) {
        overloads.global("bucket", INT, number, ListType.create(edge));
      }
    }
  }

  static Optional<Node> plan(Call call) {
    return switch (call.function()) {
      case "cross" -> Optional.of(call.combine(in -> cross(call, in)));
      case "hash_bucket" -> Optional.of(hashBucket(call));
      case "bucket" -> Optional.of(bucket(call));
      default -> Optional.empty();
    };
  }

  private static Node cross(Call call, List<Node> in) {
    for (int i = 0; i < in.size(); i++) {
      if (!CROSSED.contains(in.get(i).type())) {
        throw call.refused(
            i,
            "'cross' does not take "
                + in.get(i).type().declaredName()
                + ", allowed: int64, string, bool");
      }
    }
    return new Cross(call.register(), in);
  }

  private static Node hashBucket(Call call) {
    long buckets = call.literal(1).longValue();
    if (buckets < 1) {
      throw call.refused(1, "found " + buckets + ", allowed: a number of buckets of at least 1");
    }
    return call.ofFirst(value -> new HashBucket(call.register(), value, buckets));
  }

  private static Node bucket(Call call) {
    if (call.arguments().get(1).getKind() != CelExpr.ExprKind.Kind.LIST) {
      throw call.refused(1, "'bucket' needs a list of literals, for example [1, 5, 20]");
    }
    List<Literal> edges = call.literals(1);
    for (int i = 0; i < edges.size(); i++) {
      if (!edges.get(i).type().isNumeric()) {
        throw call.refused(
            1, i, "found a literal of " + edges.get(i).type().declaredName() + " among numbers");
      }
      if (i > 0 && exact(edges.get(i)).compareTo(exact(edges.get(i - 1))) <= 0) {
        throw call.refused(
            1,
            i,
            "found %s after %s, allowed: edges in ascending order"
                .formatted(exact(edges.get(i)), exact(edges.get(i - 1))));
      }
    }
    return call.ofFirst(number -> new Bucket(call.register(), number, edges));
  }

  private static BigDecimal exact(Literal number) {
    return number.type() == ValueType.INT64
        ? BigDecimal.valueOf(number.longValue())
        : BigDecimal.valueOf(number.doubleValue());
  }
}
