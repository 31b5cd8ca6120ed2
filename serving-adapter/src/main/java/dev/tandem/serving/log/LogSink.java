package dev.tandem.serving.log;

import dev.tandem.features.table.Table;
import java.io.IOException;

/** Where a served log's rows end up. Called by one thread at a time. */
interface LogSink {
  /**
   * Keeps rows of one service, all of them or none.
   *
   * @return how many older files were deleted to make room
   * @throws IOException if they cannot be kept
   */
  int keep(String service, Table rows) throws IOException;
}
