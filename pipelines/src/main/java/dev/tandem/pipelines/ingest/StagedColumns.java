package dev.tandem.pipelines.ingest;

import dev.tandem.features.declaration.Source;
import dev.tandem.features.declaration.SourceField;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.table.Field;
import java.util.List;
import java.util.stream.Stream;

/** The columns of a source's staged dataset. */
public final class StagedColumns {
  private StagedColumns() {}

  /** {@link EventColumns}, then the source's fields in declared order. */
  public static List<Field> of(Source source) {
    return Stream.concat(
            EventColumns.FIELDS.stream(), source.fields().stream().map(SourceField::field))
        .toList();
  }
}
