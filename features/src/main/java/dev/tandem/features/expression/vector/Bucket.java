package dev.tandem.features.expression.vector;

import dev.tandem.features.type.ValueType;
import java.util.List;

/** The function {@code bucket}: how many of some ascending edges are not above a number. */
public final class Bucket extends Node {
  private final Node number;
  private final long[] longEdges;
  private final double[] doubleEdges;

  /**
   * The bucket of an int64 or float64: 0 below the first edge, 1 from there to below the second.
   *
   * @param edges int64 or float64, ascending; compared exactly, whatever the number's type
   */
  public Bucket(int register, Node number, List<Literal> edges) {
    super(ValueType.INT64, register, number);
    this.number = number;
    this.longEdges = edges.stream().filter(Bucket::isInReach).mapToLong(Bucket::asLong).toArray();
    this.doubleEdges = edges.stream().mapToDouble(Bucket::asDouble).toArray();
  }

  /** False for an edge that no int64 reaches. */
  private static boolean isInReach(Literal edge) {
    return edge.type() == ValueType.INT64 || edge.doubleValue() <= 0x1p63 - 1024;
  }

  /** The smallest int64 that is not below the edge. */
  private static long asLong(Literal edge) {
    return edge.type() == ValueType.INT64 ? edge.longValue() : (long) Math.ceil(edge.doubleValue());
  }

  /** The smallest float64 that is not below the edge. */
  private static double asDouble(Literal edge) {
    if (edge.type() == ValueType.FLOAT64) {
      return edge.doubleValue();
    }
    double nearest = (double) edge.longValue();
    return nearest < 0x1p63 && (long) nearest < edge.longValue() ? Math.nextUp(nearest) : nearest;
  }

  @Override
  Vector evaluate(Batch batch) {
    Vector from = number.evaluate(batch);
    Vector out = batch.register(this);
    for (int i = 0; i < batch.count(); i++) {
      out.nulls[i] = from.nulls[i];
      out.longs[i] =
          number.type() == ValueType.FLOAT64 ? bucket(from.doubles[i]) : bucket(from.longs[i]);
    }
    return out;
  }

  // Edges are few, so that looking at one after the other is as fast as searching.
  private long bucket(long value) {
    int bucket = 0;
    while (bucket < longEdges.length && longEdges[bucket] <= value) {
      bucket++;
    }
    return bucket;
  }

  private long bucket(double value) {
    int bucket = 0;
    while (bucket < doubleEdges.length && doubleEdges[bucket] <= value) {
      bucket++;
    }
    return bucket;
  }
}
