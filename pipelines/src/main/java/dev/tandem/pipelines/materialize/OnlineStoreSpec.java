package dev.tandem.pipelines.materialize;

import dev.tandem.features.store.OnlineStore;
import java.io.Serializable;

/** How a worker opens an online store. */
@FunctionalInterface
public interface OnlineStoreSpec extends Serializable {
  /** Opens the store; the caller closes it. */
  OnlineStore open();

  /** What people call the store. */
  default String name() {
    return "online store";
  }
}
