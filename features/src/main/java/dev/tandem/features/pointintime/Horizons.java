package dev.tandem.features.pointintime;

import dev.tandem.features.declaration.Window;
import java.util.Optional;

/** Since when the events of a selection are remembered, for each training row. */
@FunctionalInterface
interface Horizons {
  /** Everything is remembered. */
  Horizons NONE = (selection, window) -> new long[0];

  /**
   * The instants since which a window finds the events of a selection.
   *
   * @param selection its number in the view
   * @return for each row of the table of rows an instant in UTC epoch milliseconds; {@link
   *     Long#MAX_VALUE} where no event is remembered; empty if all are for every row
   */
  long[] since(int selection, Optional<Window> window);
}
