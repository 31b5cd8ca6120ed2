package dev.tandem.features.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.features.oracle.Cells;
import dev.tandem.features.store.StateBatch;
import dev.tandem.features.table.Column;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.CompiledView;
import dev.tandem.features.view.FeatureStatus;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Packed states by their entities' keys. */
final class States {
  private States() {}

  static Map<List<Object>, byte[]> fold(CompiledView view, Table events, long cut) {
    Map<List<Object>, byte[]> states = new LinkedHashMap<>();
    new StateFolder(view)
        .fold(events, cut, (keys, row, state) -> states.put(key(view, keys, row), state));
    return states;
  }

  static Map<List<Object>, byte[]> merge(
      CompiledView view, Map<List<Object>, byte[]> a, Map<List<Object>, byte[]> b) {
    StateMerger merger = new StateMerger(view);
    Map<List<Object>, byte[]> merged = new LinkedHashMap<>(a);
    b.forEach((key, state) -> merged.merge(key, state, merger::merge));
    return merged;
  }

  /** Reads all features of a view, those of the row's groups too, into a row of a table. */
  static FeatureStatus read(
      CompiledView view, byte[] state, long instant, Table rows, Table online, int row) {
    StateReader reader = new StateReader(view);
    FeatureStatus status = reader.read(state, instant, columns(reader.features(), online), row);
    for (Field key : view.groupKeys()) {
      GroupReader groups = new GroupReader(view, key);
      Column[] out = columns(groups.features(), online);
      assertThat(readGroup(groups, state, instant, rows.column(key.name()), row, out, row, null))
          .isEqualTo(status);
    }
    return status;
  }

  /** Reads the group whose key is in a row of a column. */
  static FeatureStatus readGroup(
      GroupReader reader,
      byte[] state,
      long instant,
      Column keys,
      int keyRow,
      Column[] out,
      int row,
      FeatureStatus[] statuses) {
    StateBatch batch = new StateBatch();
    batch.add(new byte[] {0});
    batch.put(0, state);
    Column[] own =
        reader.features().stream().map(f -> Column.allocate(f.type(), 1)).toArray(Column[]::new);
    GroupDecoder decoder = reader.decoder();
    decoder.decode(batch, 0, new OneGroup(keys, keyRow), instant, own);
    for (int i = 0; i < out.length; i++) {
      out[i].copy(row, own[i], 0);
      if (statuses != null) {
        statuses[i] = decoder.status(i, 0);
      }
    }
    return decoder.status(0);
  }

  private record OneGroup(Column keys, int row) implements WantedGroups {
    @Override
    public int count() {
      return 1;
    }

    @Override
    public int entity(int group) {
      return 0;
    }

    @Override
    public int keyRow(int group) {
      return row;
    }
  }

  private static Column[] columns(List<Field> features, Table table) {
    return features.stream().map(f -> table.column(f.name())).toArray(Column[]::new);
  }

  static List<Object> key(CompiledView view, Table table, int row) {
    return view.entity().keys().stream()
        .map(field -> Cells.value(table.column(field.name()), row))
        .collect(Collectors.toList());
  }

  static Map<List<Object>, String> hex(Map<List<Object>, byte[]> states) {
    Map<List<Object>, String> hex = new LinkedHashMap<>();
    states.forEach((key, state) -> hex.put(key, HexFormat.of().formatHex(state)));
    return hex;
  }
}
