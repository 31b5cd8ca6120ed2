package dev.tandem.training.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import dev.tandem.training.TrainingModule;
import dev.tandem.training.check.Evaluated;
import dev.tandem.training.check.GradientCheck;
import dev.tandem.training.check.Shapes;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every bound architecture, with every setting that changes its form, against the check. */
class EveryArchitectureTest {
  private static final Map<String, Architecture> ARCHITECTURES =
      Guice.createInjector(new TrainingModule())
          .getInstance(Key.get(new TypeLiteral<Map<String, Architecture>>() {}));

  /** A bound name and settings for it. */
  private record Form(String name, List<String> settings) {
    @Override
    public String toString() {
      return name + " " + settings;
    }
  }

  private static Form form(String name, String... settings) {
    return new Form(name, List.of(settings));
  }

  private static List<Form> forms() {
    return List.of(
        form("adversarial", "shared", "4, 3", "private", "3", "tower", "3"),
        form("aitm", "tower", "5, 4"),
        form("cgc", "experts", "1", "expert", "4, 3", "tower", "3"),
        form("cgc", "experts", "2", "shared_experts", "3", "expert", "3", "tower", "3"),
        form("cross_stitch", "tower", "4, 3"),
        form("escm2", "tower", "4, 3"),
        form("escm2", "tower", "4", "bottom", "5", "method", "dr"),
        form("esm2", "tower", "4, 3"),
        form("esmm", "tower", "4, 3"),
        form("hierarchical", "level", "5, 4", "tower", "3"),
        form("l2_tied", "tower", "4, 3"),
        form("mmoe", "experts", "3", "expert", "4, 3", "tower", "3"),
        form("mmoe", "experts", "1", "expert", "4", "tower", "3", "gate_dropout", "0.1"),
        form("mose", "shared", "3", "experts", "2", "expert", "2", "task", "3", "tower", "3"),
        form("nmtr", "tower", "4, 3"),
        form("omoe", "experts", "3", "expert", "4", "tower", "3"),
        form("ple", "expert", "3", "tower", "3"),
        form(
            "ple",
            "levels",
            "3",
            "experts",
            "1",
            "shared_experts",
            "1",
            "expert",
            "3, 2",
            "tower",
            "3"),
        form("poso", "personal", "age, is_new", "gate", "4", "bottom", "4", "tower", "4, 3"),
        form(
            "poso",
            "personal",
            "user",
            "gate",
            "3, 3",
            "scale",
            "1.5",
            "bottom",
            "3",
            "tower",
            "3"),
        form("separate_towers", "tower", "4, 3", "dropout", "0.1"),
        form("shared_bottom", "bottom", "5, 4", "tower", "3"),
        form("single_task", "tower", "4, 3"));
  }

  /** The settings without which there is no such network. */
  private static NetworkShape shape(String name, List<String> settings) {
    return switch (name) {
      case "single_task" -> Shapes.of(1, settings);
      case "mose", "ple" -> Shapes.of(3, settings);
      case "poso" -> Shapes.of(5, settings.isEmpty() ? List.of("personal", "is_new") : settings);
      default -> Shapes.of(5, settings);
    };
  }

  @ParameterizedTest
  @MethodSource("forms")
  void gradients_agreeWithFiniteDifferences(Form form) {
    GradientCheck.of(ARCHITECTURES.get(form.name), shape(form.name, form.settings)).require();
  }

  @ParameterizedTest
  @MethodSource("names")
  void gradients_ofTheDefaultSize_agreeWithFiniteDifferences(String name) {
    GradientCheck.of(ARCHITECTURES.get(name), shape(name, List.of())).sampling(2).require();
  }

  @ParameterizedTest
  @MethodSource("names")
  void export_inOnnxRuntime_agrees(String name) throws OrtException {
    for (int rows : new int[] {1, 4}) {
      Evaluated network = new Evaluated(ARCHITECTURES.get(name), shape(name, List.of()));
      for (float[][] foundAndExpected : network.inOnnxRuntime(rows)) {
        assertThat(foundAndExpected[0])
            .usingComparatorWithPrecision(1e-5f)
            .containsExactly(foundAndExpected[1]);
      }
    }
  }

  private static Stream<String> names() {
    return ARCHITECTURES.keySet().stream();
  }

  @Test
  void forms_areOfEveryArchitecture() {
    assertThat(forms().stream().map(Form::name).distinct())
        .containsExactlyInAnyOrderElementsOf(new TreeSet<>(ARCHITECTURES.keySet()));
  }
}
