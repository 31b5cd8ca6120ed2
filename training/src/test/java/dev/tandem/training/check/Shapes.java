package dev.tandem.training.check;

import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Task;
import dev.tandem.training.architecture.InputSlice;
import dev.tandem.training.architecture.NetworkShape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Small shapes of networks for tests. */
public final class Shapes {
  private Shapes() {}

  /** A click, a cart and a purchase after each other, a rating in classes, and spend. */
  public static List<Task> tasks() {
    return List.of(
        task("click", Task.Kind.BINARY, Optional.empty()),
        task("cart", Task.Kind.BINARY, Optional.of("click")),
        task("purchase", Task.Kind.BINARY, Optional.of("cart")),
        new Task(
            "stars",
            Task.Kind.MULTICLASS,
            "stars",
            1,
            Optional.empty(),
            Optional.empty(),
            new Options(Map.of(Task.CLASSES, List.of("1", "2", "3")))),
        task("spend", Task.Kind.ZILN, Optional.empty()));
  }

  private static Task task(String name, Task.Kind kind, Optional<String> after) {
    return new Task(name, kind, name, 1, after);
  }

  /** Two embedded features, a sequence of three steps, and two numbers. */
  public static List<InputSlice> inputs() {
    return List.of(
        InputSlice.of("user", 0, 3),
        InputSlice.of("position", 3, 2),
        new InputSlice("history", 5, 9, 3),
        InputSlice.of("age", 14, 1),
        InputSlice.of("is_new", 15, 1));
  }

  /** Settings, each with a scalar or a list as text, such as {@code "tower", "4, 3"}. */
  public static Options options(String... nameThenValue) {
    Map<String, List<String>> values = new TreeMap<>();
    for (int i = 0; i < nameThenValue.length; i += 2) {
      values.put(nameThenValue[i], List.of(nameThenValue[i + 1].split(", ")));
    }
    return new Options(values);
  }

  /** All of it. */
  public static NetworkShape of(String... nameThenValue) {
    return new NetworkShape(inputs(), tasks(), options(nameThenValue));
  }

  /** The first tasks alone, and all inputs. */
  public static NetworkShape of(int tasks, List<String> nameThenValue) {
    return new NetworkShape(
        inputs(), tasks().subList(0, tasks), options(nameThenValue.toArray(String[]::new)));
  }
}
