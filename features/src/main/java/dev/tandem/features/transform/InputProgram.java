package dev.tandem.features.transform;

import dev.tandem.features.declaration.Input;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The fitted inputs of a model: turns a table in a feature service's layout into what the network
 * reads. Training and serving run this same code, so they cannot disagree. Immutable and
 * thread-safe.
 *
 * <p>Dense columns stand in the order of the dense inputs, ids in the order of the embedded ones.
 */
public final class InputProgram {
  private final List<Field> layout;
  private final List<InputTransform> transforms;
  private final List<DenseTransform> dense;
  private final List<EmbeddedTransform> embedded;
  private final int denseWidth;
  private final int idWidth;

  private InputProgram(List<Field> layout, List<InputTransform> transforms) {
    this.layout = List.copyOf(layout);
    this.transforms = List.copyOf(transforms);
    this.dense = only(DenseTransform.class);
    this.embedded = only(EmbeddedTransform.class);
    this.denseWidth = dense.stream().mapToInt(DenseTransform::width).sum();
    this.idWidth = embedded.stream().mapToInt(EmbeddedTransform::idWidth).sum();
  }

  private <T> List<T> only(Class<T> type) {
    return transforms.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /**
   * A program of fitted transforms.
   *
   * @param layout the fields of the tables it will read, in order
   * @throws IllegalArgumentException if a transform reads a field that is not in the layout, or
   *     shares an embedding table that no transform has, or that has another shape
   */
  public static InputProgram of(List<Field> layout, List<InputTransform> transforms) {
    for (InputTransform transform : transforms) {
      if (!layout.contains(transform.feature())) {
        throw new IllegalArgumentException(
            "input " + transform.feature() + " is not in the layout " + layout);
      }
    }
    InputProgram program = new InputProgram(layout, transforms);
    program.embedded.forEach(program::owner);
    return program;
  }

  /**
   * Fits the declared inputs to training rows of one table; {@link InputFitting} takes several.
   *
   * @param layout the fields of the feature service, in order
   * @param rows a table that has these fields, among others
   * @param trainingRows the rows of the training split; no other row is looked at
   * @throws InvalidDeclarationException if an input is no feature of the layout, does not go with
   *     its type, refers to an input that it cannot refer to, or has a wrong setting
   */
  public static InputProgram fit(
      List<Field> layout, List<Input> inputs, Table rows, int[] trainingRows) {
    InputFitting fitting = InputFitting.of(layout, inputs, trainingRows.length);
    fitting.add(rows, trainingRows, IntStream.range(0, trainingRows.length).toArray());
    return fitting.fit();
  }

  /** The fields of the tables it reads, in order. */
  public List<Field> layout() {
    return layout;
  }

  /** The fitted inputs, in the declared order. */
  public List<InputTransform> transforms() {
    return transforms;
  }

  /** The inputs that give numbers, in the order of their columns in a row. */
  public List<DenseTransform> dense() {
    return dense;
  }

  /** The inputs that name embeddings, in the order of their ids in a row. */
  public List<EmbeddedTransform> embedded() {
    return embedded;
  }

  /** The input whose embedding table another one uses: itself, unless it shares. */
  public EmbeddedTransform owner(EmbeddedTransform transform) {
    if (transform.tableOf().isEmpty()) {
      return transform;
    }
    return embedded.stream()
        .filter(other -> other.tableOf().isEmpty())
        .filter(other -> other.feature().name().equals(transform.tableOf().get()))
        .filter(other -> other.entries() == transform.entries())
        .filter(other -> other.dimension() == transform.dimension())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no input '"
                        + transform.tableOf().get()
                        + "' has the embedding table of "
                        + transform));
  }

  /** The number of dense values of a row. */
  public int denseWidth() {
    return denseWidth;
  }

  /** The number of ids of a row, one or more for each embedded input. */
  public int idWidth() {
    return idWidth;
  }

  /**
   * Turns all rows of a table into inputs. Nothing is allocated per value but for those that are
   * hashed, and nothing at all without such if the buffer was as large before.
   *
   * @throws IllegalArgumentException if the table's fields are not exactly the layout, in order
   */
  public void apply(Table table, InputBuffer into) {
    if (!table.fields().equals(layout)) {
      throw new IllegalArgumentException(
          "the model was trained on the layout " + layout + " and cannot read " + table.fields());
    }
    int rows = table.rows();
    into.resize(rows, denseWidth, idWidth);
    int offset = 0;
    for (DenseTransform transform : dense) {
      transform.apply(
          table.column(transform.feature().name()), rows, into.dense(), offset, denseWidth);
      offset += transform.width();
    }
    int id = 0;
    for (EmbeddedTransform transform : embedded) {
      transform.apply(table.column(transform.feature().name()), rows, into.ids(), id, idWidth);
      id += transform.idWidth();
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InputProgram that
        && layout.equals(that.layout)
        && transforms.equals(that.transforms);
  }

  @Override
  public int hashCode() {
    return Objects.hash(layout, transforms);
  }

  @Override
  public String toString() {
    return "inputs " + transforms;
  }
}
