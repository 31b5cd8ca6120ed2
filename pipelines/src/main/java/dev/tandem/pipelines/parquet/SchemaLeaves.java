package dev.tandem.pipelines.parquet;

import dev.tandem.features.stored.StoredColumn;
import dev.tandem.features.stored.StoredKind;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type.Repetition;

/** Walks a file's schema, which is a tree written depth first, and finds the columns in it. */
final class SchemaLeaves {
  private final List<SchemaElement> elements;
  private final List<LeafColumn> columns = new ArrayList<>();
  private int next = 1;
  private int leaves;

  private SchemaLeaves(List<SchemaElement> elements) {
    this.elements = elements;
  }

  /** The top-level columns; one with several leaves, or with deep ones, cannot be read. */
  static List<LeafColumn> of(List<SchemaElement> elements) {
    SchemaLeaves walk = new SchemaLeaves(elements);
    int count = elements.get(0).getNum_children();
    for (int i = 0; i < count; i++) {
      walk.column();
    }
    return walk.columns;
  }

  private void column() {
    int first = next;
    int firstLeaf = leaves;
    skip();
    List<SchemaElement> nodes = elements.subList(first, next);
    SchemaElement top = nodes.get(0);
    boolean flat = nodes.size() == 1 && !isRepeated(top);
    columns.add(
        flat || isVector(nodes, leaves - firstLeaf)
            ? leaf(nodes, firstLeaf)
            : new LeafColumn(
                new StoredColumn(top.getName(), StoredKind.OTHER, "group"),
                null,
                firstLeaf,
                0,
                0,
                LeafColumn.Form.NONE));
  }

  /** Goes past a node and all below it. */
  private void skip() {
    SchemaElement node = elements.get(next++);
    if (!node.isSetNum_children()) {
      leaves++;
    }
    for (int i = 0; i < node.getNum_children(); i++) {
      skip();
    }
  }

  /** A list in one of the forms of the format: with a group around each element, or without. */
  private static boolean isVector(List<SchemaElement> nodes, int leaves) {
    SchemaElement top = nodes.get(0);
    if (leaves != 1) {
      return false;
    }
    if (nodes.size() == 1) {
      return isRepeated(top);
    }
    boolean list =
        top.getConverted_type() == ConvertedType.LIST
            || (top.isSetLogicalType() && top.getLogicalType().isSetLIST());
    return list
        && !isRepeated(top)
        && isRepeated(nodes.get(1))
        && (nodes.size() == 2 || (nodes.size() == 3 && !isRepeated(nodes.get(2))));
  }

  private static boolean isRepeated(SchemaElement node) {
    return node.getRepetition_type() == FieldRepetitionType.REPEATED;
  }

  private static LeafColumn leaf(List<SchemaElement> nodes, int index) {
    int definition = 0;
    int repetition = 0;
    String[] path = new String[nodes.size()];
    for (int i = 0; i < path.length; i++) {
      SchemaElement node = nodes.get(i);
      definition += node.getRepetition_type() == FieldRepetitionType.REQUIRED ? 0 : 1;
      repetition += isRepeated(node) ? 1 : 0;
      path[i] = node.getName();
    }
    SchemaElement leaf = nodes.get(nodes.size() - 1);
    PrimitiveType primitive =
        new PrimitiveType(
            Repetition.valueOf(leaf.getRepetition_type().name()),
            LeafTypes.primitive(leaf.getType()),
            leaf.getType_length(),
            leaf.getName());
    LeafTypes type = LeafTypes.of(leaf);
    boolean optional = nodes.get(0).getRepetition_type() == FieldRepetitionType.OPTIONAL;
    return new LeafColumn(
        type.column(nodes.get(0).getName(), repetition == 1),
        new ColumnDescriptor(path, primitive, repetition, definition),
        index,
        optional ? 1 : 0,
        leaf.getScale(),
        type.form());
  }
}
