package dev.tandem.serving.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServerSettingsTest {
  @Test
  void defaults_bindLoopbackOnly() {
    assertThat(ServerSettings.defaults().host()).isEqualTo("127.0.0.1");
    assertThat(ServerSettings.defaults().port()).isEqualTo(6566);
  }

  @Test
  void settings_outOfRange_sayWhatIsAllowed() {
    ServerSettings defaults = ServerSettings.defaults();

    assertThatThrownBy(() -> defaults.withPort(65_536))
        .hasMessage("port: found 65536, allowed: 0 to 65535");
    assertThatThrownBy(() -> defaults.withThreads(0))
        .hasMessage("threads: found 0, allowed: 1 or more");
    assertThatThrownBy(() -> defaults.withMaxBodyBytes(0))
        .hasMessage("maxBodyBytes: found 0, allowed: 1 or more");
    assertThatThrownBy(() -> defaults.withCloseGrace(Duration.ofMillis(-1)))
        .hasMessage("closeGrace: found PT-0.001S, allowed: 0 or more");
  }
}
