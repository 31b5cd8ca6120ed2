package dev.tandem.training.learner;

import dev.tandem.training.embedding.TableStep;
import dev.tandem.training.optimizer.Optimizer;
import dev.tandem.training.optimizer.WeightKind;

/**
 * What one step does to weights once their gradients are known.
 *
 * @param factor of the gradients, below 1 if they are clipped
 * @param matrixPenalty times a matrix's weights is added to their gradients
 * @param embeddingPenalty the same for touched embeddings
 */
record StepUpdate(
    Optimizer.Update matrices,
    Optimizer.Update biases,
    Optimizer.Update embeddings,
    float factor,
    float matrixPenalty,
    float embeddingPenalty) {

  /** The update by the gradient of all tasks. */
  static StepUpdate of(LearnerSettings settings, long step, double factor) {
    Optimizer optimizer = settings.optimizer();
    return new StepUpdate(
        optimizer.at(step, WeightKind.MATRIX),
        optimizer.at(step, WeightKind.BIAS),
        optimizer.at(step, WeightKind.EMBEDDING),
        (float) factor,
        (float) settings.regularization().matrices(),
        (float) settings.regularization().embeddings());
  }

  /**
   * The update of shared weights by one task's gradient, of which there is one for each task. Each
   * has an equal part of the penalties, at the weights that the ones before have left; what an
   * optimizer does apart from gradients, only the first does.
   */
  static StepUpdate ofTask(LearnerSettings settings, long step, double factor, int task) {
    StepUpdate whole = of(settings, step, factor);
    Optimizer.Update byGradient = settings.optimizer().at(step);
    int tasks = settings.tasks().size();
    return new StepUpdate(
        task == 0 ? whole.matrices : byGradient,
        task == 0 ? whole.biases : byGradient,
        task == 0 ? whole.embeddings : byGradient,
        whole.factor,
        whole.matrixPenalty / tasks,
        whole.embeddingPenalty / tasks);
  }

  /** What the step does to tables. */
  TableStep ofTables(int firstMoment) {
    return new TableStep(firstMoment, factor, embeddingPenalty, embeddings);
  }

  Optimizer.Update of(WeightKind kind) {
    return switch (kind) {
      case MATRIX -> matrices;
      case BIAS -> biases;
      case EMBEDDING -> embeddings;
    };
  }
}
