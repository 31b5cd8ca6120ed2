package dev.tandem.features.transform;

import java.util.List;

/** How a network makes one vector of the embedded steps of a sequence. */
public sealed interface SequenceEncoder {
  /** The names used in declarations. */
  List<String> NAMES = List.of("din", "gru", "lstm", "flat");

  /**
   * The sum of the steps, each weighted by a small network that sees it beside the target (deep
   * interest network, Zhou et al., KDD 2018).
   *
   * @param units the widths of that network's hidden layers; at least one
   */
  record TargetAttention(List<Integer> units, Weights weights) implements SequenceEncoder {
    public TargetAttention {
      units = List.copyOf(units);
    }
  }

  /** Whether the weights of a row's steps are made to sum to 1. */
  enum Weights {
    /** They are as the network says, so that their size tells how strong an interest is. */
    PLAIN,
    /** They are the softmax over the row's steps. */
    SOFTMAX
  }

  /** The last state of a gated recurrent unit, from the oldest step to the newest. */
  record Gru(int units) implements SequenceEncoder {}

  /** The last state of a long short-term memory, from the oldest step to the newest. */
  record Lstm(int units) implements SequenceEncoder {}

  /** The steps one after the other, each followed by a 1, or by a 0 where there is no step. */
  record Flat() implements SequenceEncoder {}
}
