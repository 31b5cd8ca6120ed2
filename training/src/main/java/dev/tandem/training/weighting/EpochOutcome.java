package dev.tandem.training.weighting;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How an epoch went.
 *
 * @param epoch counted from 1
 * @param losses each task's mean loss over the epoch's rows in its sample space, without its
 *     weight; empty if there was none
 * @param skills how good each task is on the validation rows after the epoch: 0 as good as knowing
 *     nothing of a row, 1 perfect; for a binary task {@code 2 AUC - 1}, else the share of the
 *     labels' variance that is explained; empty where that is not defined
 */
public record EpochOutcome(int epoch, List<OptionalDouble> losses, List<OptionalDouble> skills) {
  public EpochOutcome {
    losses = List.copyOf(losses);
    skills = List.copyOf(skills);
  }
}
