package dev.tandem.training.optimizer;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The learning rate of each step: it rises in proportion to the step during the warm-up, reaches
 * its full size with the last step of it, and then falls to a share of that by a schedule.
 *
 * @param full size
 * @param warmupSteps the steps of the warm-up; 0 for none
 * @param schedule of the steps after the warm-up
 * @param decaySteps the number of those steps until the share is reached, which then stays; at
 *     least 1 unless the schedule is constant
 * @param finalShare of the full size, in [0, 1]; above 0 for an exponential schedule
 */
public record LearningRate(
    double full, int warmupSteps, Schedule schedule, int decaySteps, double finalShare) {

  /** The settings of every optimizer: those that {@link #from} reads, and the clipping's. */
  private static final List<String> SETTINGS =
      List.of(
          "learning_rate",
          "warmup_steps",
          "schedule",
          "decay_steps",
          "final_share",
          GradientClip.SETTING);

  /** How a rate falls, with u in [0, 1] the share of its steps that have gone by. */
  public enum Schedule {
    /** It does not. */
    CONSTANT,
    /** {@code 1 - (1 - finalShare) u}. */
    LINEAR,
    /** {@code finalShare + (1 - finalShare) (1 + cos(pi u)) / 2} (Loshchilov and Hutter, 2017). */
    COSINE,
    /** {@code finalShare ^ u}. */
    EXPONENTIAL;

    private String declaredName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A rate that is the same in every step. */
  public static LearningRate constant(double rate) {
    return new LearningRate(rate, 0, Schedule.CONSTANT, 0, 1);
  }

  /**
   * Reads the settings {@code learning_rate}, {@code warmup_steps} (absent: 0), {@code schedule}
   * ({@code constant}), {@code decay_steps}, which a falling schedule must have, and {@code
   * final_share} (0.01).
   *
   * @param absent the learning rate if it is not set
   * @throws InvalidDeclarationException if one is out of range
   */
  public static LearningRate from(Options options, double absent) {
    Schedule schedule = schedule(options);
    int decaySteps = options.integer("decay_steps", 0);
    if (schedule != Schedule.CONSTANT && decaySteps < 1) {
      throw RateSettings.invalid(
          "decay_steps",
          options.values().containsKey("decay_steps") ? decaySteps : "nothing",
          "1 or more for a schedule that is not constant");
    }
    double finalShare = options.number("final_share", 0.01);
    boolean reachable = schedule == Schedule.EXPONENTIAL ? finalShare > 0 : finalShare >= 0;
    if (!(reachable && finalShare <= 1)) {
      throw RateSettings.invalid(
          "final_share", finalShare, "0 to 1, and above 0 for an exponential schedule");
    }
    return new LearningRate(
        RateSettings.positive(options, "learning_rate", absent),
        RateSettings.natural(options, "warmup_steps", 0),
        schedule,
        decaySteps,
        finalShare);
  }

  /** The settings of an optimizer that has those of every one and others. */
  static List<String> settingsAnd(String... others) {
    List<String> all = new ArrayList<>(SETTINGS);
    all.addAll(Arrays.asList(others));
    return all;
  }

  private static Schedule schedule(Options options) {
    String declared = options.text("schedule", Schedule.CONSTANT.declaredName());
    Optional<Schedule> found =
        Arrays.stream(Schedule.values()).filter(s -> s.declaredName().equals(declared)).findFirst();
    return found.orElseThrow(
        () ->
            RateSettings.invalid(
                "schedule",
                declared,
                String.join(
                    ", ", Arrays.stream(Schedule.values()).map(Schedule::declaredName).toList())));
  }

  /**
   * The rate of a step.
   *
   * @param step counted from 1
   */
  public double at(long step) {
    return step <= warmupSteps
        ? full * step / warmupSteps
        : full * share(Math.min(1, (double) (step - warmupSteps) / Math.max(1, decaySteps)));
  }

  private double share(double u) {
    return switch (schedule) {
      case CONSTANT -> 1;
      case LINEAR -> 1 - (1 - finalShare) * u;
      case COSINE -> finalShare + (1 - finalShare) * (1 + Math.cos(Math.PI * u)) / 2;
      case EXPONENTIAL -> Math.pow(finalShare, u);
    };
  }
}
