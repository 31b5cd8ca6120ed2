package dev.tandem.infra.system.parity;

import java.io.IOException;
import java.nio.file.Path;

/** The simulator's shop. */
class ShopParityIT extends ParityContract {
  @Override
  ParityLog log(Path folder) throws IOException {
    return ParityLog.shop(folder);
  }
}
