package dev.tandem.training.check;

import java.util.Map;
import java.util.TreeMap;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.NodeProto;

/** The attributes of a node in an ONNX graph. */
final class NodeAttributes {
  private final Map<String, AttributeProto> byName = new TreeMap<>();

  NodeAttributes(NodeProto node) {
    node.getAttributeList().forEach(attribute -> byName.put(attribute.getName(), attribute));
  }

  long integer(String name, long absent) {
    return byName.containsKey(name) ? byName.get(name).getI() : absent;
  }

  double number(String name, double absent) {
    return byName.containsKey(name) ? byName.get(name).getF() : absent;
  }

  long[] integers(String name, long... absent) {
    return byName.containsKey(name)
        ? byName.get(name).getIntsList().stream().mapToLong(Long::longValue).toArray()
        : absent;
  }
}
