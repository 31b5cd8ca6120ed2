package dev.tandem.training.example;

import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Task;
import dev.tandem.training.architecture.InputSlice;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.check.GradientCheck;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WideAndDeepTest {
  @Test
  void gradients_agreeWithFiniteDifferences() {
    NetworkShape shape =
        new NetworkShape(
            List.of(InputSlice.of("user_id", 0, 4), InputSlice.of("price", 4, 1)),
            List.of(
                new Task("click", Task.Kind.BINARY, "click", 1, Optional.empty()),
                new Task("rating", Task.Kind.REGRESSION, "rating", 1, Optional.empty())),
            new Options(Map.of("bottom", List.of("5", "4"), "tower", List.of("3"))));
    GradientCheck.of(new WideAndDeep(), shape).require();
  }
}
