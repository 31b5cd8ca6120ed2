package dev.tandem.features.view;

import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Literal;
import dev.tandem.features.declaration.Problem;
import dev.tandem.features.table.Column;
import java.util.List;

/** Declared defaults as values: a column of one row, null if none is declared. */
final class DefaultValue {
  private DefaultValue() {}

  static Column of(String qualifiedName, AggregateFeature feature) {
    Column column = Column.allocate(feature.type(), 1);
    feature.defaultValue().ifPresent(text -> set(qualifiedName, text, column));
    return column;
  }

  private static void set(String name, String text, Column column) {
    try {
      Literal.write(text, column, 0);
    } catch (IllegalArgumentException e) {
      String message = "found default '" + text + "', allowed: " + Literal.allowed(column.type());
      throw new InvalidDeclarationException(List.of(new Problem(name, message)), e);
    }
  }
}
