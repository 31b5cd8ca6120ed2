package dev.tandem.features.expression.vector;

/** An arithmetic operator. */
public enum Operation {
  /** The operator {@code +}. */
  ADD,
  /** The operator {@code -}, and the function {@code difference}. */
  SUBTRACT,
  /** The operator {@code *}. */
  MULTIPLY,
  /** The operator {@code /}, and the function {@code ratio}; by zero it is null. */
  DIVIDE,
  /** The operator {@code %}, with the sign of the dividend; by zero it is null. */
  MODULO
}
