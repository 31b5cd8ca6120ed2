package dev.tandem.serving.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.store.Deadline;
import dev.tandem.features.store.StateBatch;
import dev.tandem.features.store.StoreUnavailableException;
import dev.tandem.features.store.StoredState;
import dev.tandem.serving.FailingStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CircuitBreakerOnlineStoreTest {
  private static final byte[] KEY = {1};

  private final FailingStore store = new FailingStore();

  private CircuitBreakerOnlineStore breaker(Duration pause) {
    store.putIfNewer(List.of(StoredState.of(KEY, new byte[9])));
    return CircuitBreakerOnlineStore.before(store, new BreakerSettings(10, 0.5, pause));
  }

  private static StateBatch read(CircuitBreakerOnlineStore breaker, int keys) {
    StateBatch batch = new StateBatch();
    for (int key = 0; key < keys; key++) {
      batch.add(KEY);
    }
    breaker.read(batch, Deadline.none());
    return batch;
  }

  @Test
  void read_halfOfTheReadsFail_isRefusedWithoutAskingTheStore() {
    CircuitBreakerOnlineStore breaker = breaker(Duration.ofHours(1));
    for (int i = 0; i < 10; i++) {
      int number = i;
      store.answerOnly(key -> number % 2 == 0);
      assertThat(read(breaker, 1).unanswered()).isEqualTo(number % 2);
    }
    assertThat(breaker.isOpen()).isTrue();
    store.answerOnly(key -> true);

    StateBatch refused = read(breaker, 1);
    assertThat(refused.unanswered()).isEqualTo(1);
    assertThat(refused.failure().orElseThrow())
        .hasMessage(
            "read of 1 keys failed: the circuit breaker is open, since most reads of late failed;"
                + " trying again is safe");
    assertThat(store.reads()).isEqualTo(10);
    assertThatThrownBy(() -> breaker.read(List.of(KEY)))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(breaker.putIfNewer(List.of(StoredState.of(KEY, new byte[10])))).isEqualTo(1);
  }

  @Test
  void read_partOfTheKeysFail_isNoFailure() {
    CircuitBreakerOnlineStore breaker = breaker(Duration.ofHours(1));
    store.answerOnly(key -> key == 1);
    for (int i = 0; i < 30; i++) {
      assertThat(read(breaker, 5).unanswered()).isEqualTo(4);
    }
    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void read_afterThePause_triesAndClosesWhenTheStoreAnswers() {
    CircuitBreakerOnlineStore breaker = breaker(Duration.ofMillis(1));
    store.answerOnly(key -> false);
    for (int i = 0; i < 10; i++) {
      read(breaker, 1);
    }
    store.answerOnly(key -> true);
    int answered = 0;
    while (answered < 20) {
      answered += 1 - read(breaker, 1).unanswered();
    }
    assertThat(breaker.isOpen()).isFalse();
  }

  @Test
  void settings_outOfRange_areRefused() {
    assertThatThrownBy(() -> new BreakerSettings(0, 0.5, Duration.ofSeconds(1)))
        .hasMessage("reads: found 0, allowed: 1 or more");
    assertThatThrownBy(() -> new BreakerSettings(1, 1.5, Duration.ofSeconds(1)))
        .hasMessage("failedShare: found 1.5, allowed: above 0 and at most 1");
    assertThatThrownBy(() -> new BreakerSettings(1, 0.5, Duration.ZERO))
        .hasMessage("pause: found PT0S, allowed: 1 ms or more");
  }
}
