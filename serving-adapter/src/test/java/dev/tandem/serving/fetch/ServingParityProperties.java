package dev.tandem.serving.fetch;

import dev.tandem.features.store.InMemoryOnlineStore;
import dev.tandem.serving.ShopProject;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ServingParityProperties {
  @Property(tries = 25)
  void memory_anyEventsCutAndInstant_givesTheBitsOfTheJoin(@ForAll long seed) {
    try (InMemoryOnlineStore store = new InMemoryOnlineStore()) {
      ServingParity.check(seed, store);
    }
  }

  @Property(tries = 15)
  void memory_onDemandFeatures_giveTheBitsOfTheJoin(@ForAll long seed) {
    try (InMemoryOnlineStore store = new InMemoryOnlineStore()) {
      ServingParity.check(
          ShopProject.ranking(
              "seen",
              "seen_at",
              "newest_item",
              "pair",
              "price_bucket",
              "log_views",
              "hour_sin",
              "views_share"),
          seed,
          store);
    }
  }
}
