package dev.tandem.training.evaluation;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession;
import dev.tandem.features.bundle.ModelBundle;
import dev.tandem.features.declaration.Task;
import dev.tandem.training.metric.TaskScores;
import java.nio.FloatBuffer;

/** One task's outputs of a network, taken run by run. */
final class ScoredColumn {
  private final Task task;
  private final float[] values;
  private final int perRow;
  private final float[] probabilities;

  ScoredColumn(Task task, int rows) {
    this.task = task;
    this.values = new float[rows];
    this.perRow =
        switch (task.kind()) {
          case BINARY, REGRESSION -> 0;
          case MULTICLASS -> task.classes().size();
          case ZILN -> 1;
        };
    this.probabilities = new float[rows * perRow];
  }

  /** Takes the outputs of a run, which are those of the rows from {@code from} on. */
  void take(OrtSession.Result result, int from, int rows) {
    output(result, task.name(), rows).get(values, from, rows);
    if (perRow > 0) {
      output(result, ModelBundle.probabilities(task.name()), rows * perRow)
          .get(probabilities, from * perRow, rows * perRow);
    }
  }

  private static FloatBuffer output(OrtSession.Result result, String name, int size) {
    if (!(result.get(name).orElse(null) instanceof OnnxTensor tensor)
        || tensor.getInfo().getNumElements() != size) {
      throw new UnusableBundleException("the network has no output '" + name + "' for each row");
    }
    return tensor.getFloatBuffer();
  }

  TaskScores scores() {
    return TaskScores.of(task, values, probabilities);
  }
}
