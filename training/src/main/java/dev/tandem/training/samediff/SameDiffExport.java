package dev.tandem.training.samediff;

import dev.tandem.training.network.Parameter;
import dev.tandem.training.onnx.OnnxGraph;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;

/**
 * Translates the operators of a SameDiff graph to ONNX: {@code mmul} of matrices as they are,
 * {@code concat} of columns, {@code softmax} of rows, and those that treat each number alone, with
 * another variable or a constant.
 */
final class SameDiffExport {
  private static final Map<String, String> BY_ELEMENT =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("add", "Add"),
              Map.entry("subtract", "Sub"),
              Map.entry("multiply", "Mul"),
              Map.entry("divide", "Div"),
              Map.entry("sigmoid", "Sigmoid"),
              Map.entry("tanh", "Tanh"),
              Map.entry("softplus", "Softplus"),
              Map.entry("exp", "Exp"),
              Map.entry("log", "Log"),
              Map.entry("neg", "Neg"),
              Map.entry("abs", "Abs"),
              Map.entry("sqrt", "Sqrt"),
              Map.entry("identity", "Identity")));

  private static final Map<String, String> BY_CONSTANT =
      new TreeMap<>(
          Map.of(
              "add_scalar", "Add", "sub_scalar", "Sub", "mul_scalar", "Mul", "div_scalar", "Div"));

  private final SameDiff graph;
  private final Map<String, Parameter> parameters = new HashMap<>();
  private final OnnxGraph onnx;
  private final Map<String, String> names = new HashMap<>();

  SameDiffExport(SameDiff graph, SameDiffWeights weights, OnnxGraph onnx) {
    this.graph = graph;
    this.onnx = onnx;
    weights.all().forEach(w -> parameters.put(w.parameter().name(), w.parameter()));
  }

  /** Says under which name a variable is there already. */
  void name(String variable, String name) {
    names.put(variable, name);
  }

  /**
   * Adds a variable and what it depends on, and returns its name.
   *
   * @throws IllegalArgumentException if it depends on an operator that is not translated
   */
  String value(String variable) {
    String known = names.get(variable);
    if (known == null) {
      known = add(graph.getVariable(variable));
      names.put(variable, known);
    }
    return known;
  }

  private String add(SDVariable variable) {
    Parameter parameter = parameters.get(variable.name());
    if (parameter != null) {
      onnx.matrix(parameter.name(), parameter.rows(), parameter.columns(), parameter.values());
      return parameter.name();
    }
    if (variable.getVariableType() == VariableType.CONSTANT) {
      return constant(variable);
    }
    if (variable.getVariableType() != VariableType.ARRAY) {
      throw new IllegalArgumentException(
          "found the variable '%s' in a SameDiff graph, allowed: those of its weights"
              .formatted(variable.name()));
    }
    return operation(graph.getVariableOutputOp(variable.name()));
  }

  private String constant(SDVariable variable) {
    INDArray array = variable.getArr();
    float[] values = array.dup('c').data().asFloat();
    if (array.isScalar()) {
      return onnx.scalar(values[0]);
    }
    int columns = (int) array.size(array.rank() - 1);
    onnx.matrix(variable.name(), values.length / columns, columns, values);
    return variable.name();
  }

  private String operation(DifferentialFunction op) {
    String[] inputs = graph.getInputsForOp(op);
    String name = op.opName();
    if (BY_ELEMENT.containsKey(name)) {
      return onnx.node(
          BY_ELEMENT.get(name), Arrays.stream(inputs).map(this::value).toArray(String[]::new));
    }
    if (BY_CONSTANT.containsKey(name) && op instanceof ScalarOp scalar) {
      return onnx.node(
          BY_CONSTANT.get(name), value(inputs[0]), onnx.scalar(scalar.scalar().getFloat(0)));
    }
    if (op instanceof Mmul product && isPlain(product)) {
      return onnx.node("MatMul", value(inputs[0]), value(inputs[1]));
    }
    if (name.equals("relu") && op instanceof ScalarOp relu && relu.scalar().getFloat(0) == 0) {
      return onnx.node("Relu", value(inputs[0]));
    }
    if (name.equals("softmax") && isLast(axis(op, -1))) {
      return onnx.node("Softmax", value(inputs[0]));
    }
    if (name.equals("concat") && isLast(axis(op, 0))) {
      return onnx.concatenate(Arrays.stream(inputs).map(this::value).toList());
    }
    throw new IllegalArgumentException(
        "found the operator %s in a SameDiff graph, allowed in one that is exported: %s, %s, mmul of"
                .formatted(name, BY_ELEMENT.keySet(), BY_CONSTANT.keySet())
            + " matrices as they are, relu above 0, softmax of rows, concat of columns");
  }

  /** Its arguments say which matrices are transposed. */
  private static boolean isPlain(Mmul product) {
    return Arrays.stream(product.iArgs()).allMatch(transposed -> transposed == 0);
  }

  private static boolean isLast(long axis) {
    return axis == 1 || axis == -1;
  }

  private static long axis(DifferentialFunction op, long absent) {
    long[] arguments = ((DynamicCustomOp) op).iArgs();
    return arguments.length == 0 ? absent : arguments[0];
  }
}
