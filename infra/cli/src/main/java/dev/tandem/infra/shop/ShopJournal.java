package dev.tandem.infra.shop;

import java.io.IOException;

/** Where a simulation writes what happens, in the order of time. */
interface ShopJournal {
  /** A customer exists; all of them come first. */
  void user(int user, Customers customers) throws IOException;

  /** An item has its current price from this instant on; each item's first comes first. */
  void item(int item, long time, Catalog catalog) throws IOException;

  /** The truth about an impression that will follow. */
  void truth(long impressionId, Chances chances) throws IOException;

  /** Something happened. */
  void event(ShopEvent event) throws IOException;
}
