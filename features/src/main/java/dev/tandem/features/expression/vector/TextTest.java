package dev.tandem.features.expression.vector;

import dev.tandem.features.type.ValueType;

/** A test of one string against another. */
public final class TextTest extends Node {
  private final Kind kind;
  private final Node text;
  private final Node part;

  /** The tests there are. */
  public enum Kind {
    /** The method {@code startsWith}. */
    STARTS_WITH {
      @Override
      boolean holds(String text, String part) {
        return text.startsWith(part);
      }
    },
    /** The method {@code endsWith}. */
    ENDS_WITH {
      @Override
      boolean holds(String text, String part) {
        return text.endsWith(part);
      }
    },
    /** The method {@code contains}. */
    CONTAINS {
      @Override
      boolean holds(String text, String part) {
        return text.contains(part);
      }
    };

    abstract boolean holds(String text, String part);
  }

  /** The test {@code text.kind(part)}. */
  public TextTest(int register, Kind kind, Node text, Node part) {
    super(ValueType.BOOL, register, text, part);
    this.kind = kind;
    this.text = text;
    this.part = part;
  }

  @Override
  Vector evaluate(Batch batch) {
    Vector a = text.evaluate(batch);
    Vector b = part.evaluate(batch);
    Vector out = batch.register(this);
    out.nullWhereEither(a, b, batch.count());
    for (int i = 0; i < batch.count(); i++) {
      out.longs[i] = !out.nulls[i] && kind.holds(a.strings[i], b.strings[i]) ? 1 : 0;
    }
    return out;
  }
}
