package dev.tandem.infra.job;

import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.infra.parity.BitEquality;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What one request asks about: different entities for one, for example items for a user. */
final class Candidates {
  private Candidates() {}

  /**
   * At most so many rows of a sample, from its end, no two of which agree in all keys but the
   * first.
   */
  static Table of(Table sample, List<Field> keys, int most) {
    List<String> rest = keys.stream().skip(1).map(Field::name).toList();
    Set<List<String>> seen = new HashSet<>();
    List<Integer> rows = new ArrayList<>();
    for (int row = sample.rows() - 1; row >= 0 && rows.size() < most; row--) {
      List<String> key = new ArrayList<>();
      for (String name : rest) {
        key.add(BitEquality.text(sample.column(name), row));
      }
      if (seen.add(key)) {
        rows.add(row);
      }
    }
    return sample.select(rows.stream().mapToInt(Integer::intValue).toArray());
  }
}
