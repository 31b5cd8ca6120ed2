package dev.tandem.training.check;

import dev.tandem.training.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/**
 * An exported graph as a function in double precision of its inputs and of its constants, which may
 * be changed by name. After a change only what depends on it is computed again. Not thread-safe.
 */
final class GraphFunction {
  private static final Map<String, GraphOperator> OPERATORS = operators();

  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, DoubleTensor> values = new HashMap<>();
  private final Set<String> changed = new HashSet<>();
  private final Set<String> constants;

  /**
   * The function that a graph states, without values for its inputs yet.
   *
   * @throws IllegalArgumentException if it has an operator that is not known here
   */
  GraphFunction(OnnxGraph exported) {
    GraphProto graph = parse(exported.toBytes());
    for (TensorProto constant : graph.getInitializerList()) {
      change(constant.getName(), GraphConstants.tensor(constant));
    }
    this.constants = Set.copyOf(values.keySet());
    for (NodeProto node : graph.getNodeList()) {
      if (!OPERATORS.containsKey(node.getOpType())) {
        throw new IllegalArgumentException(
            "found the operator %s in the exported graph, allowed in a gradient check: %s"
                .formatted(node.getOpType(), String.join(", ", OPERATORS.keySet())));
      }
      nodes.add(
          new Node(
              OPERATORS.get(node.getOpType()),
              List.copyOf(node.getInputList()),
              node.getOutput(0),
              new NodeAttributes(node)));
    }
  }

  private static Map<String, GraphOperator> operators() {
    Map<String, GraphOperator> operators = new TreeMap<>();
    ElementOperators.addTo(operators);
    MatrixOperators.addTo(operators);
    ReductionOperators.addTo(operators);
    ShapeOperators.addTo(operators);
    return operators;
  }

  private static GraphProto parse(byte[] bytes) {
    try {
      return ModelProto.parseFrom(bytes).getGraph();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("an exported graph is no ONNX", e);
    }
  }

  /** The names of the constants. */
  Set<String> constants() {
    return constants;
  }

  /** Sets an input, or replaces a constant; the values are not copied. */
  void change(String name, DoubleTensor tensor) {
    values.put(name, tensor);
    changed.add(name);
  }

  /** Says that the values of an input or constant were changed in place. */
  void changedInPlace(String name) {
    changed.add(name);
  }

  /** Any value of the graph. */
  DoubleTensor value(String name) {
    if (!changed.isEmpty()) {
      nodes.forEach(this::update);
      changed.clear();
    }
    return values.get(name);
  }

  private void update(Node node) {
    if (!Collections.disjoint(node.inputs, changed) || !values.containsKey(node.output)) {
      List<DoubleTensor> inputs = new ArrayList<>();
      // An input that is left out in the middle has an empty name.
      node.inputs.forEach(input -> inputs.add(values.get(input)));
      values.put(node.output, node.operator.apply(inputs, node.attributes));
      changed.add(node.output);
    }
  }

  /** An operator at its place. */
  private record Node(
      GraphOperator operator, List<String> inputs, String output, NodeAttributes attributes) {}
}
