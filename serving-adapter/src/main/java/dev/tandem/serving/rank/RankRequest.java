package dev.tandem.serving.rank;

import dev.tandem.serving.fetch.FeatureRequest;
import dev.tandem.serving.fetch.InvalidRequestException;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Candidates to be ordered.
 *
 * @param candidates a row for each
 * @param id identifies the request: one with the same id and candidates is explored alike
 * @param top how many are wanted at most; empty means as many as the policy says
 */
public record RankRequest(FeatureRequest candidates, String id, OptionalInt top) {
  public RankRequest {
    Objects.requireNonNull(candidates, "candidates");
    if (id.isEmpty()) {
      throw new InvalidRequestException("request_id", "an empty text", "a text");
    }
    if (top.isPresent() && top.getAsInt() < 1) {
      throw new InvalidRequestException(
          "top", Integer.toString(top.getAsInt()), "a whole number greater than 0");
    }
  }

  /** As many candidates as the policy says. */
  public static RankRequest of(FeatureRequest candidates, String id) {
    return new RankRequest(candidates, id, OptionalInt.empty());
  }

  /** The same with at most so many candidates. */
  public RankRequest withTop(int newTop) {
    return new RankRequest(candidates, id, OptionalInt.of(newTop));
  }
}
