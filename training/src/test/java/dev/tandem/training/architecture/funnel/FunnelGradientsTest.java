package dev.tandem.training.architecture.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.blas.OpenBlasProduct;
import dev.tandem.training.check.GradientCheck;
import dev.tandem.training.check.Shapes;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Parameters;
import dev.tandem.training.onnx.OnnxGraph;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunnelGradientsTest {
  private static Architecture architecture(String name) {
    return switch (name) {
      case "esmm" -> new Esmm();
      case "esm2" -> new Esm2();
      case "nmtr" -> new Nmtr();
      default -> new Escm2();
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"esmm", "esm2", "nmtr", "escm2"})
  void require_towersOnTheInputs(String name) {
    GradientCheck.of(architecture(name), Shapes.of("tower", "5, 4")).require();
  }

  @ParameterizedTest
  @ValueSource(strings = {"esmm", "esm2", "nmtr", "escm2"})
  void require_towersOnABottom(String name) {
    GradientCheck.of(architecture(name), Shapes.of("bottom", "6", "tower", "4")).require();
  }

  @Test
  void require_biasOfSeveralInputs() {
    GradientCheck.of(new Nmtr(), Shapes.of("tower", "5", "bias", "history, user")).require();
    GradientCheck.of(new Nmtr(), Shapes.of("tower", "5", "bottom", "6", "bias", "age")).require();
  }

  @Test
  void export_aGuessThatPredictsNothing_isLeftOut() {
    LayerContext context = new LayerContext(new Parameters(1, 1), 0, 8, new OpenBlasProduct(), 1);
    OnnxGraph graph = new OnnxGraph("test");
    graph.floatInput("inputs", 16);
    new Escm2().build(Shapes.of("method", "dr"), context).export(graph, "inputs");
    assertThat(new String(graph.toBytes(), StandardCharsets.ISO_8859_1))
        .contains("head.purchase.weight")
        .doesNotContain("imputed");
    assertThat(context.parameters().all())
        .anyMatch(weight -> weight.name().equals("head.purchase.imputed.weight"));
  }
}
