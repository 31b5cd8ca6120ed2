package dev.tandem.features.declaration;

import java.util.List;
import java.util.Optional;

/**
 * How a model's predictions become an order of candidates: by the product of powers of them, as in
 * Tang et al., "Progressive Layered Extraction" (RecSys 2020), equation 1.
 *
 * @param score the factors of the product, in the order of the declaration
 * @param top how many candidates an answer has at most; absent: all
 * @param exploration how other orders are tried out; absent: never
 */
public record RankingPolicy(
    List<Factor> score, Optional<Integer> top, Optional<Exploration> exploration) {
  public RankingPolicy {
    score = List.copyOf(score);
  }

  /** The names of the tasks whose predictions it reads. */
  public List<String> tasks() {
    return score.stream().map(Factor::task).toList();
  }

  /**
   * A power of one task's prediction.
   *
   * @param power the exponent; below 0 a greater prediction is a worse one
   * @param floor what a lesser prediction counts as; absent: {@value #DEFAULT_FLOOR}
   */
  public record Factor(String task, double power, Optional<Double> floor) {
    /** The floor of a factor that declares none. */
    public static final double DEFAULT_FLOOR = 1e-9;

    /** What a lesser prediction counts as; greater than 0, so that it has a logarithm. */
    public double least() {
      return floor.orElse(DEFAULT_FLOOR);
    }
  }
}
