package dev.tandem.pipelines.backfill;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.RowLabel;
import dev.tandem.features.declaration.Source;
import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.expression.Expression;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The labels that rows carry themselves, by the names of their columns. */
record RowLabels(Map<String, Expression> expressions) {

  /** The labels, their expressions compiled once. */
  static RowLabels of(Project project, List<RowLabel> labels) {
    Map<String, Expression> expressions = new LinkedHashMap<>();
    for (RowLabel label : labels) {
      Source source = project.source(label.source());
      expressions.put(
          label.column(),
          Expression.compile(
              label.ofRow(), source.fields().stream().map(SourceField::field).toList()));
    }
    return new RowLabels(expressions);
  }

  /** The names of their columns. */
  List<String> columns() {
    return List.copyOf(expressions.keySet());
  }

  /** The names of the fields that they read. */
  List<String> variables() {
    return expressions.values().stream().flatMap(e -> e.variables().stream()).distinct().toList();
  }

  /** The rows with the labels beside them. */
  Table beside(Table rows) {
    Table.Builder all = Table.builder(rows.rows()).addAll(rows);
    expressions.forEach((column, label) -> all.add(column, number(label.evaluate(rows))));
    return all.build();
  }

  /** A truth value as 1 or 0. */
  private static Column number(Column column) {
    if (column.type() != ValueType.BOOL) {
      return column;
    }
    LongColumn numbers = LongColumn.of(ValueType.INT64, ((LongColumn) column).values().clone());
    for (int row = 0; row < column.size(); row++) {
      if (column.isNull(row)) {
        numbers.setNull(row);
      }
    }
    return numbers;
  }
}
