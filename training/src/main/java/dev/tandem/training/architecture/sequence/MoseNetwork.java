package dev.tandem.training.architecture.sequence;

import dev.tandem.training.architecture.InputColumns;
import dev.tandem.training.architecture.InputSlice;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.network.GateWeights;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Linear;
import dev.tandem.training.network.Linear.Bias;
import dev.tandem.training.network.Lstm;
import dev.tandem.training.network.Network;
import dev.tandem.training.network.ParallelLinear;
import dev.tandem.training.network.Phase;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The LSTMs of {@link Mose}: the shared one, the experts, and each task's on their mixture. */
final class MoseNetwork implements Network {
  private final SequenceColumns sequence;
  private final InputColumns flat;
  private final InputColumns others;
  private final boolean[] present;
  private final float[] steps;
  private final float[] stepGradients;
  private final float[] flatValues;
  private final float[] flatGradients;
  private final float[] otherValues;
  private final float[] otherGradients;
  private final Lstm shared;
  private final List<Lstm> experts;
  private final ParallelLinear gates;
  private final List<String> gateNames;
  private final List<TaskMemory> tasks = new ArrayList<>();

  MoseNetwork(NetworkShape shape, LayerContext context, InputSlice slice, MoseSettings settings) {
    int rows = context.maxRows();
    this.sequence = new SequenceColumns(shape, slice);
    this.flat = InputColumns.of(shape, slice::equals);
    this.others = flat.others(shape);
    int length = sequence.steps();
    this.present = new boolean[rows * length];
    this.steps = new float[rows * length * sequence.width()];
    this.stepGradients = new float[steps.length];
    this.flatValues = new float[rows * flat.width()];
    this.flatGradients = new float[flatValues.length];
    this.otherValues = new float[rows * others.width()];
    this.otherGradients = new float[otherValues.length];
    this.shared = new Lstm(context, "shared", sequence.width(), settings.shared(), length);
    this.experts =
        IntStream.range(0, settings.experts())
            .mapToObj(
                i -> new Lstm(context, "expert." + i, settings.shared(), settings.expert(), length))
            .toList();
    this.gateNames = shape.tasks().stream().map(task -> "gate." + task.name()).toList();
    List<Linear> scores = new ArrayList<>();
    for (int task = 0; task < gateNames.size(); task++) {
      LayerContext own = context.of(task);
      scores.add(new Linear(own, gateNames.get(task), flat.width(), experts.size(), Bias.ABSENT));
      tasks.add(
          new TaskMemory(
              own, shape, shape.tasks().get(task), experts, settings, length, others.width()));
    }
    this.gates = new ParallelLinear(context, scores);
  }

  @Override
  public void forward(float[] inputs, int rows, Phase phase) {
    sequence.gather(inputs, rows, steps, present);
    flat.gather(inputs, rows, flatValues);
    others.gather(inputs, rows, otherValues);
    shared.forward(steps, present, rows);
    for (int i = 0; i < experts.size(); i++) {
      experts.get(i).forward(shared.output(), present, rows);
    }
    gates.forward(flatValues, rows);
    for (int task = 0; task < tasks.size(); task++) {
      gates.output(task, rows, tasks.get(task).mixture().scores());
      tasks.get(task).forward(present, otherValues, rows, phase);
    }
  }

  @Override
  public float[] output(int task) {
    return tasks.get(task).output();
  }

  @Override
  public void backward(float[] inputs, float[][] outputGradients, int rows, float[] inputGradient) {
    Arrays.fill(inputGradient, 0);
    Arrays.fill(stepGradients, 0);
    Arrays.fill(flatGradients, 0);
    Arrays.fill(otherGradients, 0);
    Arrays.fill(shared.outputGradient(), 0);
    for (int i = 0; i < experts.size(); i++) {
      Arrays.fill(experts.get(i).outputGradient(), 0);
    }
    for (int task = 0; task < tasks.size(); task++) {
      tasks.get(task).backward(present, outputGradients[task], rows, otherGradients);
      gates.outputGradient(task, rows, tasks.get(task).mixture().scores());
    }
    gates.backward(flatValues, rows, flatGradients);
    for (int i = 0; i < experts.size(); i++) {
      experts.get(i).backward(shared.output(), present, rows, shared.outputGradient());
    }
    shared.backward(steps, present, rows, stepGradients);
    sequence.addGradient(stepGradients, rows, inputGradient);
    flat.addGradient(flatGradients, rows, inputGradient);
    others.addGradient(otherGradients, rows, inputGradient);
  }

  @Override
  public Map<String, GateWeights> gates() {
    List<String> mixed = IntStream.range(0, experts.size()).mapToObj(i -> "expert." + i).toList();
    Map<String, GateWeights> weights = new LinkedHashMap<>();
    for (int task = 0; task < tasks.size(); task++) {
      weights.put(gateNames.get(task), new GateWeights(mixed, tasks.get(task).mixture().weights()));
    }
    return weights;
  }

  @Override
  public List<String> export(OnnxGraph graph, String inputs) {
    List<String> there = sequence.exportPresent(graph, inputs);
    List<String> read = shared.export(graph, sequence.export(graph, inputs), there);
    List<List<String>> states =
        experts.stream().map(expert -> expert.export(graph, read, there)).toList();
    List<String> scores = gates.export(graph, flat.export(graph, inputs));
    List<String> rest = others.width() == 0 ? List.of() : List.of(others.export(graph, inputs));
    List<String> outputs = new ArrayList<>();
    for (int task = 0; task < tasks.size(); task++) {
      outputs.add(tasks.get(task).export(graph, scores.get(task), states, there, rest));
    }
    return outputs;
  }
}
