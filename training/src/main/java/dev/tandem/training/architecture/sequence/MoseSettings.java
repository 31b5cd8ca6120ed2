package dev.tandem.training.architecture.sequence;

import dev.tandem.training.architecture.NetworkShape;

/**
 * The sizes of {@link Mose}.
 *
 * @param shared units of the shared LSTM
 * @param experts the number of experts
 * @param expert units of each
 * @param task units of each task's LSTM
 */
record MoseSettings(int shared, int experts, int expert, int task) {

  static MoseSettings from(NetworkShape shape) {
    return new MoseSettings(
        positive(shape, "shared", 32),
        positive(shape, "experts", 4),
        positive(shape, "expert", 32),
        positive(shape, "task", 32));
  }

  private static int positive(NetworkShape shape, String name, int absent) {
    int value = shape.options().integer(name, absent);
    if (value < 1) {
      throw NetworkShape.invalid("architecture." + name, "found " + value + ", allowed: 1 or more");
    }
    return value;
  }
}
