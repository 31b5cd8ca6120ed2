package dev.tandem.features.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.table.Column;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.ListColumn;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every line of the examples in {@code docs/expressions.md} is true. */
class ExpressionDocsTest {
  private static final Path PAGE = Path.of("..", "docs", "expressions.md");
  private static List<String> lines;
  private static Table row;

  @BeforeAll
  static void read() throws IOException {
    lines = Files.readAllLines(PAGE);
    Table.Builder builder = Table.builder(1);
    for (String line : lines) {
      String[] cells = line.split("\\|", -1);
      if (cells.length == 5) {
        ValueType.parse(cells[2].strip())
            .ifPresent(type -> set(builder.allocate(cells[1].strip(), type), cells[3].strip()));
      }
    }
    row = builder.build();
  }

  static List<String> examples() throws IOException {
    List<String> examples = new ArrayList<>();
    boolean inside = false;
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("```")) {
        inside = line.equals("```cel");
      } else if (inside) {
        examples.add(line);
      }
    }
    return examples;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void example_isTrue(String example) {
    String text = example.substring(0, example.lastIndexOf("=>")).strip();
    String result = example.substring(example.lastIndexOf("=>") + 2).strip();
    if (result.startsWith("column ")) {
      assertThatThrownBy(() -> Expression.compile(text, row.fields()))
          .isInstanceOf(InvalidExpressionException.class)
          .hasMessageStartingWith(result);
    } else {
      Column out = Expression.compile(text, row.fields()).evaluate(row);
      assertThat(CelOracle.value(out, 0).map(ExpressionDocsTest::display).orElse("null"))
          .isEqualTo(result);
    }
  }

  @Test
  void page_hasItsRow() {
    assertThat(row.fields()).hasSize(13);
    assertThat(row.column("referrer").isNull(0)).isTrue();
  }

  private static String display(Object value) {
    return value instanceof Double d && d == Math.rint(d)
        ? Long.toString(d.longValue())
        : value.toString();
  }

  private static void set(Column column, String text) {
    if (text.equals("null")) {
      return;
    }
    switch (column.type()) {
      case STRING -> ((StringColumn) column).set(0, text);
      case FLOAT64 -> ((DoubleColumn) column).set(0, Double.parseDouble(text));
      case INT64 -> ((LongColumn) column).set(0, Long.parseLong(text));
      case INT64_LIST -> setList((ListColumn) column, text);
      case TIMESTAMP -> ((LongColumn) column).set(0, Instant.parse(text).toEpochMilli());
      default -> throw new IllegalArgumentException("no example of " + column.type());
    }
  }

  private static void setList(ListColumn column, String text) {
    String[] elements = text.substring(1, text.length() - 1).split(", ", -1);
    int start = column.set(0, elements.length);
    for (int i = 0; i < elements.length; i++) {
      ((LongColumn) column.elements()).set(start + i, Long.parseLong(elements[i]));
    }
  }
}
