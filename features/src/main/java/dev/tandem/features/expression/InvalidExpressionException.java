package dev.tandem.features.expression;

/** An expression that cannot be used as it is; the message says where, what and what is allowed. */
public final class InvalidExpressionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  InvalidExpressionException(Position position, String message) {
    super(position + ": " + message);
    this.line = position.line();
    this.column = position.column();
  }

  /** The line of the expression's text with the mistake, counted from 1. */
  public int line() {
    return line;
  }

  /** The column of the mistake in its line, in code points, counted from 1. */
  public int column() {
    return column;
  }
}
