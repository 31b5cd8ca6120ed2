package dev.tandem.features.expression.vector;

import dev.tandem.features.type.ValueType;

/**
 * A function of one float64, the same bits on every machine: never -0.0, and null where it is not
 * finite or not defined.
 */
public final class DoubleFunction extends Node {
  private final Kind kind;
  private final Node operand;

  /** The functions there are. */
  public enum Kind {
    /** The natural logarithm. */
    LOG {
      @Override
      double at(double x) {
        return StrictMath.log(x);
      }
    },
    /** The natural logarithm of {@code 1 + x}. */
    LOG1P {
      @Override
      double at(double x) {
        return StrictMath.log1p(x);
      }
    },
    /** The exponential function. */
    EXP {
      @Override
      double at(double x) {
        return StrictMath.exp(x);
      }
    },
    /** The square root, correctly rounded. */
    SQRT {
      @Override
      double at(double x) {
        return Math.sqrt(x);
      }
    },
    /** The distance from 0. */
    ABS {
      @Override
      double at(double x) {
        return Math.abs(x);
      }
    },
    /** The largest whole number that is not above. */
    FLOOR {
      @Override
      double at(double x) {
        return Math.floor(x);
      }
    },
    /** The smallest whole number that is not below. */
    CEIL {
      @Override
      double at(double x) {
        return Math.ceil(x);
      }
    },
    /** The nearest whole number, halves away from 0. */
    ROUND {
      @Override
      double at(double x) {
        double size = Math.abs(x);
        double whole = Math.floor(size);
        return Math.copySign(size - whole >= 0.5 ? whole + 1 : whole, x);
      }
    };

    abstract double at(double x);
  }

  /** The function of a float64. */
  public DoubleFunction(int register, Kind kind, Node operand) {
    super(ValueType.FLOAT64, register, operand);
    this.kind = kind;
    this.operand = operand;
  }

  @Override
  Vector evaluate(Batch batch) {
    Vector from = operand.evaluate(batch);
    Vector out = batch.register(this);
    for (int i = 0; i < batch.count(); i++) {
      double value = kind.at(from.doubles[i]);
      out.nulls[i] = from.nulls[i] || !(Math.abs(value) <= Double.MAX_VALUE);
      out.doubles[i] = value + 0.0;
    }
    return out;
  }
}
