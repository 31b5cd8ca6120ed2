package dev.tandem.training.explain;

import java.util.List;

/** Is shown what each task does to shared weights; called once per step, between its passes. */
public interface TaskGradientListener {

  /**
   * A step's gradients are known.
   *
   * @param gradients for each task, that of its weighted loss by the shared weights, all of the
   *     same length; they are the learner's own and valid only during the call
   */
  void stepped(List<float[]> gradients);
}
