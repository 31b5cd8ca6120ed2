package dev.tandem.training.architecture.sharing;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.architecture.InputColumns;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Linear;
import dev.tandem.training.network.Linear.Bias;
import dev.tandem.training.network.Network;
import dev.tandem.training.network.PersonalMlp;
import dev.tandem.training.network.Phase;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A personal bottom, and a personal tower with a head for each task. */
final class PosoNetwork implements Network {
  private final InputColumns columns;
  private final float[] personal;
  private final float[] personalGradient;
  private final PersonalMlp bottom;
  private final List<PersonalMlp> towers = new ArrayList<>();
  private final List<Linear> heads = new ArrayList<>();
  private final List<float[]> outputs = new ArrayList<>();

  PosoNetwork(
      NetworkShape shape,
      LayerContext context,
      InputColumns columns,
      PersonalMlp bottom,
      PersonalMlp.Settings settings) {
    this.columns = columns;
    this.personal = new float[context.maxRows() * columns.width()];
    this.personalGradient = new float[personal.length];
    this.bottom = bottom;
    List<Integer> widths = shape.widths("tower", List.of(64, 32));
    for (int i = 0; i < shape.tasks().size(); i++) {
      Task task = shape.tasks().get(i);
      LayerContext own = context.of(i);
      String name = "tower." + task.name();
      PersonalMlp tower =
          new PersonalMlp(own, name, bottom.width(), columns.width(), widths, settings);
      towers.add(tower);
      heads.add(
          new Linear(own, "head." + task.name(), tower.width(), task.outputs(), Bias.PRESENT));
      outputs.add(new float[context.maxRows() * task.outputs()]);
    }
  }

  @Override
  public void forward(float[] inputs, int rows, Phase phase) {
    columns.gather(inputs, rows, personal);
    bottom.forward(inputs, personal, rows, phase);
    for (int task = 0; task < towers.size(); task++) {
      towers.get(task).forward(bottom.output(), personal, rows, phase);
      heads.get(task).forward(towers.get(task).output(), rows, outputs.get(task));
    }
  }

  @Override
  public float[] output(int task) {
    return outputs.get(task);
  }

  @Override
  public void backward(float[] inputs, float[][] outputGradients, int rows, float[] inputGradient) {
    Arrays.fill(inputGradient, 0);
    Arrays.fill(personalGradient, 0);
    Arrays.fill(bottom.outputGradient(), 0);
    for (int task = 0; task < towers.size(); task++) {
      PersonalMlp tower = towers.get(task);
      heads.get(task).backwardWeights(tower.output(), outputGradients[task], rows);
      heads.get(task).backwardInputs(outputGradients[task], rows, tower.outputGradient());
      tower.backward(bottom.output(), personal, rows, bottom.outputGradient(), personalGradient);
    }
    bottom.backward(inputs, personal, rows, inputGradient, personalGradient);
    columns.addGradient(personalGradient, rows, inputGradient);
  }

  @Override
  public List<String> export(OnnxGraph graph, String inputs) {
    String who = columns.export(graph, inputs);
    String shared = bottom.export(graph, inputs, who);
    List<String> names = new ArrayList<>();
    for (int task = 0; task < towers.size(); task++) {
      names.add(heads.get(task).export(graph, towers.get(task).export(graph, shared, who)));
    }
    return names;
  }
}
