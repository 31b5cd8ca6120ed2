package dev.tandem.features.expression.vector;

/** A comparison operator, by what it says of a smaller, an equal and a larger left side. */
public enum Relation {
  /** The operator {@code <}. */
  LESS(1, 0, 0),
  /** The operator {@code <=}. */
  LESS_EQUALS(1, 1, 0),
  /** The operator {@code >}. */
  GREATER(0, 0, 1),
  /** The operator {@code >=}. */
  GREATER_EQUALS(0, 1, 1),
  /** The operator {@code ==}. */
  EQUALS(0, 1, 0),
  /** The operator {@code !=}. */
  NOT_EQUALS(1, 0, 1);

  private final long whenLess;
  private final long whenEqual;
  private final long whenGreater;

  Relation(long whenLess, long whenEqual, long whenGreater) {
    this.whenLess = whenLess;
    this.whenEqual = whenEqual;
    this.whenGreater = whenGreater;
  }

  /** 1 if the relation holds for this sign of the comparison, otherwise 0. */
  long holds(int sign) {
    return sign < 0 ? whenLess : sign == 0 ? whenEqual : whenGreater;
  }

  /** The relation with its sides exchanged. */
  Relation mirrored() {
    return switch (this) {
      case LESS -> GREATER;
      case LESS_EQUALS -> GREATER_EQUALS;
      case GREATER -> LESS;
      case GREATER_EQUALS -> LESS_EQUALS;
      case EQUALS, NOT_EQUALS -> this;
    };
  }
}
