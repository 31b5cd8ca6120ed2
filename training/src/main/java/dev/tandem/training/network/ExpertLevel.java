package dev.tandem.training.network;

import dev.tandem.training.network.Linear.Bias;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Experts, which are rectified layers of equal widths, and gates, which mix some of them: {@code
 * gate(x) = sum of softmax(W x)(i) expert(i)} with a bare matrix W (Ma et al., KDD 2018). Experts
 * and gates read one of several inputs. The first layers of all that read the same input are one
 * matrix product.
 *
 * <p>The outputs of the gates are the inputs of a level on top, in the same order.
 */
public final class ExpertLevel {
  private final List<Mlp> experts;
  private final List<Gate> gates;
  private final List<Input> inputs;
  private final float[][] outputs;
  private final float[][] outputGradients;

  private ExpertLevel(Builder builder) {
    this.experts = List.copyOf(builder.experts);
    this.gates = List.copyOf(builder.gates);
    this.inputs =
        builder.inputs.stream().map(members -> new Input(builder.context, members)).toList();
    this.outputs = gates.stream().map(g -> g.mixture.output()).toArray(float[][]::new);
    this.outputGradients =
        gates.stream().map(g -> g.mixture.outputGradient()).toArray(float[][]::new);
  }

  /** The output of each gate in the last forward pass, rows x width of an expert; shared. */
  public float[][] outputs() {
    return outputs;
  }

  /** Where the caller adds the gradient of each gate's output; shared. */
  public float[][] outputGradients() {
    return outputGradients;
  }

  /** The width of an expert's output, and so of a gate's. */
  public int width() {
    return experts.get(0).width();
  }

  /** The weights of the gates in the last forward pass, by the names of the gates. */
  public Map<String, GateWeights> weights() {
    Map<String, GateWeights> weights = new LinkedHashMap<>();
    gates.forEach(g -> weights.put(g.name, new GateWeights(g.experts, g.mixture.weights())));
    return weights;
  }

  /** Computes the outputs of the gates from those inputs, each rows x its width. */
  public void forward(float[][] x, int rows, Phase phase) {
    for (int input = 0; input < x.length; input++) {
      inputs.get(input).forward(x[input], rows, phase);
    }
    for (int gate = 0; gate < outputs.length; gate++) {
      gates.get(gate).mixture.forward(rows, phase);
    }
  }

  /** Makes the gradients of the outputs 0. */
  public void clearGradients() {
    for (float[] gradient : outputGradients) {
      Arrays.fill(gradient, 0);
    }
  }

  /** Adds the gradients of the weights, and the gradient of each input to dx. */
  public void backward(float[][] x, int rows, float[][] dx) {
    for (int expert = 0; expert < experts.size(); expert++) {
      Arrays.fill(experts.get(expert).outputGradient(), 0, rows * width(), 0);
    }
    for (int gate = 0; gate < outputs.length; gate++) {
      gates.get(gate).mixture.backward(rows);
    }
    for (int input = 0; input < x.length; input++) {
      inputs.get(input).backward(x[input], rows, dx[input]);
    }
  }

  /** Adds the level to an exported graph and returns the name of each gate's output. */
  public List<String> export(OnnxGraph graph, List<String> x) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int input = 0; input < inputs.size(); input++) {
      inputs.get(input).export(graph, x.get(input), values);
    }
    return gates.stream()
        .map(
            gate ->
                gate.mixture.export(
                    graph,
                    gate.mixture.exportWeights(graph, values.get(gate.name)),
                    gate.experts.stream().map(values::get).toList()))
        .toList();
  }

  /** A named mixture of named experts. */
  private record Gate(String name, List<String> experts, Linear scores, Mixture mixture) {}

  /** The names of the experts and the gates that read an input, and they themselves. */
  private static final class Members {
    private final Map<String, Mlp> experts = new LinkedHashMap<>();
    private final List<Gate> gates = new ArrayList<>();
  }

  /** One input with the experts and the gates that read it. */
  private static final class Input {
    private final ParallelLinear first;
    private final List<String> names;
    private final List<Mlp> experts;
    private final List<Gate> gates;

    Input(LayerContext context, Members members) {
      this.names = List.copyOf(members.experts.keySet());
      this.experts = List.copyOf(members.experts.values());
      this.gates = List.copyOf(members.gates);
      List<Linear> layers = new ArrayList<>();
      experts.forEach(expert -> layers.add(expert.first()));
      gates.forEach(gate -> layers.add(gate.scores));
      this.first = new ParallelLinear(context, layers);
    }

    void forward(float[] x, int rows, Phase phase) {
      first.forward(x, rows);
      for (int i = 0; i < experts.size(); i++) {
        experts.get(i).forward(first, i, rows, phase);
      }
      for (int i = 0; i < gates.size(); i++) {
        first.output(experts.size() + i, rows, gates.get(i).mixture.scores());
      }
    }

    void backward(float[] x, int rows, float[] dx) {
      for (int i = 0; i < experts.size(); i++) {
        experts.get(i).backward(first, i, rows);
      }
      for (int i = 0; i < gates.size(); i++) {
        first.outputGradient(experts.size() + i, rows, gates.get(i).mixture.scores());
      }
      first.backward(x, rows, dx);
    }

    void export(OnnxGraph graph, String x, Map<String, String> values) {
      List<String> outputs = first.export(graph, x);
      for (int i = 0; i < experts.size(); i++) {
        values.put(names.get(i), experts.get(i).exportFrom(graph, outputs.get(i)));
      }
      for (int i = 0; i < gates.size(); i++) {
        values.put(gates.get(i).name, outputs.get(experts.size() + i));
      }
    }
  }

  /** Puts a level together: its experts first, then its gates. */
  public static final class Builder {
    private final LayerContext context;
    private final int inputWidth;
    private final List<Integer> widths;
    private final double dropout;
    private final double gateDropout;
    private final List<Members> inputs = new ArrayList<>();
    private final Map<String, Mlp> byName = new LinkedHashMap<>();
    private final List<Mlp> experts = new ArrayList<>();
    private final List<Gate> gates = new ArrayList<>();

    /**
     * A level without experts.
     *
     * @param inputs their number
     * @param inputWidth the width of each
     * @param widths of an expert's layers
     * @param dropout after each layer of an expert
     * @param gateDropout the share of experts that a gate leaves out while training
     */
    public Builder(
        LayerContext context,
        int inputs,
        int inputWidth,
        List<Integer> widths,
        double dropout,
        double gateDropout) {
      this.context = context;
      this.inputWidth = inputWidth;
      this.widths = List.copyOf(widths);
      this.dropout = dropout;
      this.gateDropout = gateDropout;
      for (int i = 0; i < inputs; i++) {
        this.inputs.add(new Members());
      }
    }

    /**
     * Adds an expert.
     *
     * @param owner the context of the task that alone has it, or that of all
     * @param input the number of the input that it reads
     */
    public void expert(LayerContext owner, String name, int input) {
      Mlp expert = new Mlp(owner, name, inputWidth, widths, dropout);
      byName.put(name, expert);
      experts.add(expert);
      inputs.get(input).experts.put(name, expert);
    }

    /**
     * Adds a gate.
     *
     * @param owner the context of the task that alone has it, or that of all
     * @param input the number of the input that it reads
     * @param mixed the names of experts, in the order of its weights
     */
    public void gate(LayerContext owner, String name, int input, List<String> mixed) {
      List<Mlp> chosen = mixed.stream().map(byName::get).toList();
      Mixture mixture =
          new Mixture(
              owner,
              name,
              chosen.get(0).width(),
              chosen.stream().map(Mlp::output).toList(),
              chosen.stream().map(Mlp::outputGradient).toList(),
              gateDropout);
      Linear scores = new Linear(owner, name, inputWidth, mixed.size(), Bias.ABSENT);
      Gate gate = new Gate(name, List.copyOf(mixed), scores, mixture);
      gates.add(gate);
      inputs.get(input).gates.add(gate);
    }

    /** The level; every input must be read by an expert or a gate. */
    public ExpertLevel build() {
      return new ExpertLevel(this);
    }
  }
}
