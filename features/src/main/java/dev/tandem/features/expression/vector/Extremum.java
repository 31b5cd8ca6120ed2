package dev.tandem.features.expression.vector;

import dev.tandem.features.type.ValueType;

/** The smaller or the larger of two numbers or timestamps; null where either is. */
public final class Extremum extends Node {
  private final Kind kind;
  private final Node left;
  private final Node right;

  /** Which of the two. */
  public enum Kind {
    /** The smaller. */
    MIN {
      @Override
      boolean keeps(int sign) {
        return sign <= 0;
      }
    },
    /** The larger. */
    MAX {
      @Override
      boolean keeps(int sign) {
        return sign >= 0;
      }
    };

    /** True if the left one stays, by the sign of {@code left - right}. */
    abstract boolean keeps(int sign);
  }

  /** The extremum of two values of one type: int64, float64 or timestamp. */
  public Extremum(int register, Kind kind, Node left, Node right) {
    super(left.type(), register, left, right);
    this.kind = kind;
    this.left = left;
    this.right = right;
  }

  @Override
  Vector evaluate(Batch batch) {
    Vector a = left.evaluate(batch);
    Vector b = right.evaluate(batch);
    Vector out = batch.register(this);
    out.nullWhereEither(a, b, batch.count());
    if (type() == ValueType.FLOAT64) {
      for (int i = 0; i < batch.count(); i++) {
        double x = a.doubles[i];
        double y = b.doubles[i];
        out.doubles[i] = (kind.keeps(Double.compare(x, y)) ? x : y) + 0.0;
      }
    } else {
      for (int i = 0; i < batch.count(); i++) {
        long x = a.longs[i];
        long y = b.longs[i];
        out.longs[i] = kind.keeps(Long.compare(x, y)) ? x : y;
      }
    }
    return out;
  }
}
