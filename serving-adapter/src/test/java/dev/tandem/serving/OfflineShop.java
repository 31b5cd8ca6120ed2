package dev.tandem.serving;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.pointintime.PointInTimeJoin;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.LongColumn;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.table.Table;
import dev.tandem.features.type.ValueType;
import dev.tandem.features.view.CompiledView;
import java.util.ArrayList;
import java.util.List;

/** What training rows would hold: the features of the ranking service, joined point in time. */
public final class OfflineShop {
  private OfflineShop() {}

  /** The status column of a view is beside the features, under the view's own name for it. */
  public static Table join(
      Project project, Table events, long[] times, long[] users, String[] items) {
    CompiledService service = CompiledService.compile(project, "ranking");
    Table rows = rows(times, users, items);
    Table.Builder inputs =
        Table.builder(times.length)
            .add("user_id", rows.column("user_id"))
            .add("item_id", rows.column("item_id"))
            .add("position", LongColumn.of(ValueType.INT64, new long[times.length]));
    List<Table> joined = new ArrayList<>();
    for (CompiledView view : service.views()) {
      Table features = new PointInTimeJoin(view).join(events, rows);
      joined.add(features);
      view.features().forEach(f -> inputs.add(f.name(), features.column(f.name())));
    }
    Table complete =
        service.complete(inputs.build(), LongColumn.of(ValueType.TIMESTAMP, times.clone()));
    Table.Builder all = Table.builder(times.length).addAll(complete);
    for (int i = 0; i < joined.size(); i++) {
      String status = service.views().get(i).statusColumn();
      all.add(status, joined.get(i).column(status));
    }
    return all.build();
  }

  private static Table rows(long[] times, long[] users, String[] items) {
    List<Field> fields = new ArrayList<>(EventColumns.FIELDS);
    Table.Builder rows = Table.builder(times.length);
    rows.add(EventColumns.TIME, LongColumn.of(ValueType.TIMESTAMP, times.clone()));
    for (Field field : fields.subList(1, fields.size())) {
      rows.add(field.name(), LongColumn.of(field.type(), new long[times.length]));
    }
    rows.add("user_id", LongColumn.of(ValueType.INT64, users.clone()));
    rows.add("item_id", StringColumn.of(items));
    return rows.build();
  }
}
