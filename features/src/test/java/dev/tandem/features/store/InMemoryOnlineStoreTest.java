package dev.tandem.features.store;

class InMemoryOnlineStoreTest extends OnlineStoreContract {
  @Override
  protected OnlineStore open() {
    return new InMemoryOnlineStore();
  }
}
