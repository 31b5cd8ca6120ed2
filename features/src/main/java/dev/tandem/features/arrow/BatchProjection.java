package dev.tandem.features.arrow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.TypeLayout;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Picks some columns' nodes and buffers out of a record batch, which holds those of all columns one
 * after the other, depth first.
 */
final class BatchProjection {
  private final int[] nodes;
  private final int[] buffers;

  private BatchProjection(int[] nodes, int[] buffers) {
    this.nodes = nodes;
    this.buffers = buffers;
  }

  static BatchProjection of(List<FieldVector> all, List<FieldVector> selected) {
    Map<String, int[]> firstNodeAndBuffer = new HashMap<>();
    int node = 0;
    int buffer = 0;
    for (FieldVector vector : all) {
      firstNodeAndBuffer.put(vector.getName(), new int[] {node, buffer});
      node += nodes(vector.getField());
      buffer += buffers(vector.getField());
    }
    List<Integer> nodes = new ArrayList<>();
    List<Integer> buffers = new ArrayList<>();
    for (FieldVector vector : selected) {
      int[] first = firstNodeAndBuffer.get(vector.getName());
      for (int i = 0; i < nodes(vector.getField()); i++) {
        nodes.add(first[0] + i);
      }
      for (int i = 0; i < buffers(vector.getField()); i++) {
        buffers.add(first[1] + i);
      }
    }
    return new BatchProjection(
        nodes.stream().mapToInt(Integer::intValue).toArray(),
        buffers.stream().mapToInt(Integer::intValue).toArray());
  }

  private static int nodes(Field field) {
    return 1 + field.getChildren().stream().mapToInt(BatchProjection::nodes).sum();
  }

  private static int buffers(Field field) {
    return TypeLayout.getTypeBufferCount(field.getType())
        + field.getChildren().stream().mapToInt(BatchProjection::buffers).sum();
  }

  /** A batch of the selected columns, which shares the buffers and must be closed as well. */
  ArrowRecordBatch apply(ArrowRecordBatch batch) {
    List<ArrowFieldNode> selectedNodes = new ArrayList<>(nodes.length);
    for (int node : nodes) {
      selectedNodes.add(batch.getNodes().get(node));
    }
    List<ArrowBuf> selectedBuffers = new ArrayList<>(buffers.length);
    for (int buffer : buffers) {
      selectedBuffers.add(batch.getBuffers().get(buffer));
    }
    return new ArrowRecordBatch(
        batch.getLength(), selectedNodes, selectedBuffers, batch.getBodyCompression());
  }
}
