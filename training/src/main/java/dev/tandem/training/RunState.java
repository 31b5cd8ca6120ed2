package dev.tandem.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.training.learner.LearnerMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * How far a run has come, besides its weights and moments.
 *
 * @param epoch that is going on, counted from 1; one past the last if it has ended
 * @param steps taken in that epoch
 * @param lossSum of those steps
 * @param seconds that epoch has taken so far
 * @param epochs that have ended
 * @param bestEpoch the best of them, counted from 1, or 0
 * @param bestScore of that epoch
 */
record RunState(
    int epoch,
    int steps,
    double lossSum,
    double seconds,
    List<EpochReport> epochs,
    int bestEpoch,
    double bestScore,
    LearnerMemory learner) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  RunState {
    epochs = List.copyOf(epochs);
  }

  /** JSON, whose decimal numbers give every double back bit for bit. */
  byte[] toBytes() {
    try {
      return MAPPER.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the state of a run has no JSON form", e);
    }
  }

  static RunState from(byte[] bytes) {
    try {
      return MAPPER.readValue(bytes, RunState.class);
    } catch (IOException e) {
      throw new UncheckedIOException("the state of a run in a checkpoint cannot be read", e);
    }
  }
}
