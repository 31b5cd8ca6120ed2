package dev.tandem.serving.fetch;

import dev.tandem.features.store.InMemoryOnlineStore;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ServingParityProperties {
  @Property(tries = 25)
  void memory_anyEventsCutAndInstant_givesTheBitsOfTheJoin(@ForAll long seed) {
    try (InMemoryOnlineStore store = new InMemoryOnlineStore()) {
      ServingParity.check(seed, store);
    }
  }
}
