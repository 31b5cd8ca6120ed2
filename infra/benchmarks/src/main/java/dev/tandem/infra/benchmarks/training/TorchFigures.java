package dev.tandem.infra.benchmarks.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What PyTorch took.
 *
 * @param stepMillis the median over its steps
 * @param version of PyTorch
 * @param blas the files of the library of matrix products that it loaded
 */
record TorchFigures(double stepMillis, String version, List<String> blas) {
  TorchFigures {
    blas = List.copyOf(blas);
  }

  /** The figures that {@code peer.py} writes. */
  static TorchFigures of(JsonNode json) {
    List<Double> millis = new ArrayList<>();
    json.path("step_millis").forEach(value -> millis.add(value.asDouble()));
    List<String> blas = new ArrayList<>();
    json.path("blas").forEach(value -> blas.add(value.asText()));
    return new TorchFigures(Medians.of(millis), json.path("torch").asText(), blas);
  }

  /** True if its products are those of the reference BLAS, some ten times slower than others. */
  boolean isOnReferenceBlas() {
    return blas.stream().anyMatch(file -> file.matches("libblas\\.so\\.3\\..*"));
  }
}
