package dev.tandem.pipelines.keep;

import dev.tandem.features.table.Table;
import dev.tandem.pipelines.dataset.PartFile;
import dev.tandem.pipelines.shard.Chunk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers the rows of an earlier snapshot that came to one shard by {@link KeepRows}. Not
 * thread-safe.
 */
public final class KeptRows {
  private final KeptLanes lanes;
  private final List<Table> rows = new ArrayList<>();

  /** None yet. */
  public KeptRows(KeptLanes lanes) {
    this.lanes = lanes;
  }

  /** Takes a chunk if it is one of these rows, and says whether it is. */
  public boolean take(Chunk chunk) throws IOException {
    if (lanes.isName(chunk)) {
      rows.add(PartFile.read(KeptLanes.file(chunk), lanes.columns()));
      return true;
    }
    if (lanes.isRows(chunk)) {
      rows.add(chunk.rows());
      return true;
    }
    return false;
  }

  /** All rows taken, in as many tables as they came in; none if there are none. */
  public List<Table> tables() {
    return rows;
  }
}
