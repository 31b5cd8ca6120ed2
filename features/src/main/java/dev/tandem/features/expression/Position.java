package dev.tandem.features.expression;

import dev.cel.common.CelSource;
import dev.cel.common.CelSourceLocation;

/** A place in the text of an expression, line and column counted from 1. */
record Position(int line, int column) {

  /** Where the node with this id begins, or the text's beginning where the parser does not say. */
  static Position of(CelSource source, long expressionId) {
    Integer offset = source.getPositionsMap().get(expressionId);
    return offset == null
        ? new Position(1, 1)
        : source.getOffsetLocation(offset).map(Position::from).orElse(new Position(1, 1));
  }

  /** The same place in the parser's notation, whose columns are counted from 0. */
  static Position from(CelSourceLocation location) {
    return new Position(Math.max(1, location.getLine()), Math.max(0, location.getColumn()) + 1);
  }

  /** The position of a word that ends just before this one. */
  Position before(String word) {
    return new Position(line, Math.max(1, column - word.codePointCount(0, word.length())));
  }

  @Override
  public String toString() {
    return line == 1 ? "column " + column : "line " + line + ", column " + column;
  }
}
