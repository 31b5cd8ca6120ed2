package dev.tandem.infra.system.parity;

import java.io.IOException;
import java.nio.file.Path;

/** A log in the schema of Taobao's UserBehavior. */
class UserBehaviorParityIT extends ParityContract {
  @Override
  ParityLog log(Path folder) throws IOException {
    return ParityLog.userBehavior(folder);
  }
}
