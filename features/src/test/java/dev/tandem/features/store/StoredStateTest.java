package dev.tandem.features.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StoredStateTest {

  @Test
  void version_isTheFirstEightBytes() {
    byte[] value = {-1, -1, -1, -1, -1, -1, -1, -2, 77};
    assertThat(StoredState.of(new byte[] {1}, value).version()).isEqualTo(-2);
  }

  @Test
  void of_valueWithoutVersion_isRefused() {
    assertThatThrownBy(() -> StoredState.of(new byte[] {1}, new byte[7]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a state begins with a version of 8 bytes; this one has 7 bytes");
  }

  @Test
  void of_emptyKey_isRefused() {
    assertThatThrownBy(() -> StoredState.of(new byte[0], new byte[8]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a key has at least 1 byte");
  }

  @Test
  void toString_showsNoContent() {
    assertThat(StoredState.of(new byte[] {1, 2}, new byte[9]))
        .hasToString("a state of 9 bytes, version 0, under a key of 2 bytes");
  }
}
