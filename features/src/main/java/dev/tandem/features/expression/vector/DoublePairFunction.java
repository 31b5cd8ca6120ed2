package dev.tandem.features.expression.vector;

import dev.tandem.features.type.ValueType;

/**
 * A function of two float64, the same bits on every machine: never -0.0, and null where it is not
 * finite or not defined.
 */
public final class DoublePairFunction extends Node {
  private final Kind kind;
  private final Node first;
  private final Node second;

  /** The functions there are. */
  public enum Kind {
    /** The first to the power of the second. */
    POW {
      @Override
      double at(double x, double y) {
        return StrictMath.pow(x, y);
      }
    },
    /** The sine of the place of a value in its period. */
    CYCLIC_SIN {
      @Override
      double at(double value, double period) {
        return StrictMath.sin(angle(value, period));
      }
    },
    /** The cosine of the place of a value in its period. */
    CYCLIC_COS {
      @Override
      double at(double value, double period) {
        return StrictMath.cos(angle(value, period));
      }
    };

    abstract double at(double x, double y);

    /** In [0, 2π): whole periods are taken off first, so that they do not cost precision. */
    private static double angle(double value, double period) {
      double turns = value / period;
      return period > 0 ? 2 * Math.PI * (turns - Math.floor(turns)) : Double.NaN;
    }
  }

  /** The function of two float64. */
  public DoublePairFunction(int register, Kind kind, Node first, Node second) {
    super(ValueType.FLOAT64, register, first, second);
    this.kind = kind;
    this.first = first;
    this.second = second;
  }

  @Override
  Vector evaluate(Batch batch) {
    Vector a = first.evaluate(batch);
    Vector b = second.evaluate(batch);
    Vector out = batch.register(this);
    out.nullWhereEither(a, b, batch.count());
    for (int i = 0; i < batch.count(); i++) {
      double value = kind.at(a.doubles[i], b.doubles[i]);
      out.nulls[i] |= !(Math.abs(value) <= Double.MAX_VALUE);
      out.doubles[i] = value + 0.0;
    }
    return out;
  }
}
