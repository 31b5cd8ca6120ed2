package dev.tandem.features.state;

import dev.tandem.features.oracle.Cells;
import dev.tandem.features.table.Table;
import dev.tandem.features.view.CompiledView;
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
