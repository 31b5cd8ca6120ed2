package dev.tandem.training.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.features.bundle.Tensor;
import dev.tandem.features.table.Field;
import dev.tandem.features.transform.CategoricalTransform;
import dev.tandem.features.type.ValueType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  private static final CategoricalTransform WORDS =
      CategoricalTransform.ofStrings(
          new Field("word", ValueType.STRING), List.of("tea", "pot", "cup", "rare"), 2);

  @Test
  void gradientCosines_areMeansOverTheStepsThatSayAnything() {
    GradientCosines cosines = new GradientCosines(3);
    float[] none = {0, 0};
    cosines.add(List.of(new float[] {2, 0}, new float[] {0, 3}, none));
    cosines.add(List.of(new float[] {1, 0}, new float[] {-1, 1}, none));
    assertThat(cosines.mean(0, 1).getAsDouble()).isCloseTo(-Math.sqrt(0.5) / 2, within(1e-7));
    assertThat(cosines.mean(1, 0)).isEqualTo(cosines.mean(0, 1));
    assertThat(cosines.conflictShare(0, 1)).hasValue(0.5);
    assertThat(cosines.mean(0, 2)).isEmpty();
    assertThat(cosines.conflictShare(2, 1)).isEmpty();
  }

  @Test
  void gradientCosines_ofATaskWithItself_isRefused() {
    assertThatThrownBy(() -> new GradientCosines(2).mean(1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("task 1 is compared with itself");
    assertThatThrownBy(() -> new GradientCosines(2).add(List.of(new float[1])))
        .hasMessage("1 gradients of 2 tasks");
  }

  @Test
  void segmentWeights_areMeansAndDeviationsBySegment() {
    SegmentWeights weights = new SegmentWeights(2, 2);
    weights.add(new float[] {0.25f, 0.75f, 0.5f, 0.5f, 9, 9}, 2, new int[] {7, 0, 1}, 1);
    weights.add(new float[] {0.75f, 0.25f, 9, 9}, 2, new int[] {0, -1}, 0);
    assertThat(weights.rows(0)).isEqualTo(2);
    assertThat(weights.mean(0, 0)).isEqualTo(0.5);
    assertThat(weights.deviation(0, 0)).isEqualTo(0.25);
    assertThat(weights.mean(1, 1)).isEqualTo(0.5);
    assertThat(weights.deviation(1, 1)).isZero();
    assertThat(weights.mean(0)).isCloseTo(0.5, within(1e-12));
    assertThat(weights.deviation(1)).isCloseTo(Math.sqrt(0.125 / 3), within(1e-12));
  }

  @Test
  void embeddingNeighbours_pointTheSameWay() {
    Tensor table =
        Tensor.of(
            "embedding.0.word",
            List.of(6, 2),
            new float[] {9, 9, 9, 9, 1, 0, 2, 0.5f, -1, 0.1f, 0, 0});
    EmbeddingNeighbours neighbours = EmbeddingNeighbours.of(WORDS, table);
    assertThat(neighbours.values()).containsExactly("tea", "pot", "cup", "rare");
    List<Neighbour> nearest = neighbours.nearest("tea", 5);
    assertThat(nearest).extracting(Neighbour::value).containsExactly("pot", "cup");
    assertThat(nearest.get(0).cosine()).isCloseTo(2 / Math.sqrt(4.25), within(1e-7));
    assertThat(neighbours.nearest("tea", 1)).hasSize(1);
    assertThat(neighbours.nearest("rare", 3)).isEmpty();
  }

  @Test
  void embeddingNeighbours_ofAnotherTableOrValue_isRefused() {
    assertThatThrownBy(
            () -> EmbeddingNeighbours.of(WORDS, Tensor.of("w", List.of(1, 2), new float[2])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("w[1, 2] is not the table of 'word', of shape [6, 2]");
    EmbeddingNeighbours neighbours =
        EmbeddingNeighbours.of(WORDS, Tensor.of("w", List.of(6, 2), new float[12]));
    assertThatThrownBy(() -> neighbours.nearest("mug", 1))
        .hasMessage("'mug' is not in the vocabulary");
  }
}
