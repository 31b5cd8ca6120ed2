package dev.tandem.training.explain;

import dev.tandem.features.bundle.Tensor;
import dev.tandem.features.transform.VocabularyTransform;
import dev.tandem.features.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The values of a vocabulary that a model has found alike: those whose embeddings point the same
 * way. Immutable.
 */
public final class EmbeddingNeighbours {
  private final List<String> values;
  private final float[] vectors;
  private final int dimension;

  private EmbeddingNeighbours(List<String> values, float[] vectors, int dimension) {
    this.values = List.copyOf(values);
    this.vectors = vectors;
    this.dimension = dimension;
  }

  /**
   * The neighbours in the vocabulary of an input.
   *
   * @param table the embeddings, entries x dimension, as a bundle keeps them
   * @throws IllegalArgumentException if the table is not that of the vocabulary
   */
  public static EmbeddingNeighbours of(VocabularyTransform input, Tensor table) {
    List<Integer> shape = List.of(input.entries(), input.dimension());
    if (!table.shape().equals(shape)) {
      throw new IllegalArgumentException(
          table + " is not the table of '" + input.feature().name() + "', of shape " + shape);
    }
    Vocabulary vocabulary = input.vocabulary();
    List<String> values = new ArrayList<>(vocabulary.strings());
    Arrays.stream(vocabulary.longs()).mapToObj(Long::toString).forEach(values::add);
    return new EmbeddingNeighbours(values, table.values(), input.dimension());
  }

  /** The values, the most frequent first. */
  public List<String> values() {
    return values;
  }

  /**
   * The values whose vectors are nearest to one value's, the nearest first. Values whose vector is
   * 0 have no direction and are left out.
   *
   * @param most so many at most
   * @throws IllegalArgumentException if the value is not in the vocabulary
   */
  public List<Neighbour> nearest(String value, int most) {
    int of = values.indexOf(value);
    if (of < 0) {
      throw new IllegalArgumentException("'" + value + "' is not in the vocabulary");
    }
    List<Neighbour> neighbours = new ArrayList<>();
    for (int other = 0; other < values.size(); other++) {
      OptionalDouble cosine = Cosine.of(vectors, at(of), vectors, at(other), dimension);
      if (other != of && cosine.isPresent()) {
        neighbours.add(new Neighbour(values.get(other), cosine.getAsDouble()));
      }
    }
    neighbours.sort(Comparator.comparingDouble(Neighbour::cosine).reversed());
    return List.copyOf(neighbours.subList(0, Math.min(most, neighbours.size())));
  }

  private int at(int value) {
    return (Vocabulary.FIRST_ID + value) * dimension;
  }
}
