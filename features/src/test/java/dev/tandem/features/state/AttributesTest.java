package dev.tandem.features.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.event.EventColumns;
import dev.tandem.features.oracle.Cells;
import dev.tandem.features.pointintime.PointInTimeJoin;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.CompiledView;
import dev.tandem.features.view.FeatureStatus;
import dev.tandem.features.yaml.ProjectReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The section of {@code docs/concepts.md} on attributes that change is true. */
class AttributesTest {
  private static final Path PAGE = Path.of("..", "docs", "concepts.md");
  private static final long ITEM = 5;

  @TempDir Path folder;

  private static String section() throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf("## Attributes that change");
    return page.substring(start, page.indexOf("\n## ", start + 1));
  }

  /** The cells of the rows below a table's head. */
  private static List<List<String>> table(String head) throws IOException {
    String section = section();
    List<List<String>> rows = new ArrayList<>();
    for (String line : section.substring(section.indexOf(head)).split("\n", -1)) {
      if (!line.startsWith("|")) {
        break;
      }
      if (line.startsWith("| 20")) {
        rows.add(Arrays.stream(line.split("\\|", -1)).skip(1).map(String::strip).toList());
      }
    }
    return rows;
  }

  private CompiledView view() throws IOException {
    String section = section();
    int start = section.indexOf("```yaml\n") + "```yaml\n".length();
    Path file = folder.resolve("tandem.yaml");
    Files.writeString(file, section.substring(start, section.indexOf("```", start)));
    return CompiledView.compile(ProjectReader.read(file), "item_attributes");
  }

  private static Table changes(CompiledView view) throws IOException {
    List<List<String>> rows = table("| changed_at |");
    List<Field> fields = new ArrayList<>(EventColumns.FIELDS);
    fields.addAll(view.eventFields());
    Table changes = Table.allocate(fields, rows.size());
    for (int row = 0; row < rows.size(); row++) {
      changes.longs(EventColumns.TIME).set(row, millis(rows.get(row)));
      changes.longs(EventColumns.ID_HI).set(row, row);
      changes.longs(EventColumns.ID_LO).set(row, 0);
      changes.longs("item_id").set(row, ITEM);
      if (!rows.get(row).get(1).isEmpty()) {
        changes.doubles("price").set(row, Double.parseDouble(rows.get(row).get(1)));
      }
      if (!rows.get(row).get(2).isEmpty()) {
        changes.strings("category").set(row, rows.get(row).get(2));
      }
    }
    return changes;
  }

  private static long millis(List<String> row) {
    return Instant.parse(row.get(0)).toEpochMilli();
  }

  private static String cells(Table table, int row) {
    return Cells.value(table.column("item_attributes.price"), row)
        + " "
        + Cells.value(table.column("item_attributes.category"), row);
  }

  private static String expected(List<String> row) {
    return row.get(1) + " " + row.get(2);
  }

  private static FeatureStatus status(List<String> row) {
    return FeatureStatus.valueOf(row.get(3).replaceAll("\\W.*", "").toUpperCase(Locale.ROOT));
  }

  @Test
  void join_rowsOfAnyTime_seeWhatWasTrueThen() throws IOException {
    CompiledView view = view();
    List<List<String>> expected = table("| T |");
    Table rows = Table.allocate(changes(view).fields(), expected.size());
    for (int row = 0; row < expected.size(); row++) {
      rows.longs(EventColumns.TIME).set(row, millis(expected.get(row)));
      rows.longs("item_id").set(row, ITEM);
    }

    Table joined = new PointInTimeJoin(view).join(changes(view), rows);

    assertThat(expected).hasSize(7);
    for (int row = 0; row < expected.size(); row++) {
      assertThat(cells(joined, row)).isEqualTo(expected(expected.get(row)));
      assertThat(joined.longs(view.statusColumn()).value(row))
          .isEqualTo(status(expected.get(row)).code());
    }
  }

  @Test
  void read_afterTheNewestChange_isWhatIsTrueNow() throws IOException {
    CompiledView view = view();
    List<List<String>> changes = table("| changed_at |");
    long cut = millis(changes.get(changes.size() - 1)) + 1;
    byte[] state = States.fold(view, changes(view), cut).get(List.of(ITEM));
    Table out = Table.allocate(view.features(), 1);
    Column[] columns =
        view.features().stream().map(f -> out.column(f.name())).toArray(Column[]::new);

    List<List<String>> expected =
        table("| T |").stream().filter(row -> millis(row) >= cut).toList();

    assertThat(expected).hasSize(3);
    for (List<String> row : expected) {
      FeatureStatus status = new StateReader(view).read(state, millis(row), columns, 0);
      assertThat(cells(out, 0)).isEqualTo(expected(row));
      assertThat(status).isEqualTo(status(row));
    }
  }
}
