package dev.tandem.training.learner;

import dev.tandem.features.bundle.Tensor;
import dev.tandem.training.embedding.EmbeddingTable;
import dev.tandem.training.network.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The weights of a learner.
 *
 * @param tables of embeddings, in the order of the inputs that own them
 * @param parameters of the network and the inputs' encoders, in the order in which they were made
 */
record Weights(List<EmbeddingTable> tables, List<Parameter> parameters) {
  Weights {
    tables = List.copyOf(tables);
    parameters = List.copyOf(parameters);
  }

  /** A copy of all. */
  List<Tensor> copy() {
    List<Tensor> tensors = new ArrayList<>();
    for (EmbeddingTable table : tables) {
      tensors.add(
          Tensor.of(table.name(), List.of(table.entries(), table.dimension()), table.weights()));
    }
    for (Parameter parameter : parameters) {
      tensors.add(
          Tensor.of(
              parameter.name(),
              List.of(parameter.rows(), parameter.columns()),
              parameter.values().clone()));
    }
    return tensors;
  }

  /** The arrays themselves; those of tables with their moments. */
  List<Tensor> state() {
    List<Tensor> tensors = new ArrayList<>();
    tables.forEach(table -> tensors.addAll(table.state()));
    for (Parameter parameter : parameters) {
      tensors.add(
          Tensor.of(
              parameter.name(),
              List.of(parameter.rows(), parameter.columns()),
              parameter.values()));
    }
    return tensors;
  }

  /**
   * Replaces all by a {@link #copy}.
   *
   * @throws IllegalArgumentException if it is not one of such weights
   */
  void restore(List<Tensor> copy) {
    Map<String, Tensor> byName =
        copy.stream().collect(Collectors.toMap(Tensor::name, Function.identity()));
    for (EmbeddingTable table : tables) {
      table.restore(values(byName, table.name(), table.entries() * table.dimension()));
    }
    for (Parameter parameter : parameters) {
      float[] values = values(byName, parameter.name(), parameter.values().length);
      System.arraycopy(values, 0, parameter.values(), 0, values.length);
    }
  }

  private static float[] values(Map<String, Tensor> byName, String name, int size) {
    Tensor tensor = byName.get(name);
    if (tensor == null || tensor.values().length != size) {
      throw new IllegalArgumentException(
          "weights " + byName.keySet() + " have no '" + name + "' of " + size + " values");
    }
    return tensor.values();
  }
}
