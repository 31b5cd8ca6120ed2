package dev.tandem.training.input;

import dev.tandem.features.transform.DenseTransform;
import dev.tandem.features.transform.EmbeddedTransform;
import dev.tandem.features.transform.InputProgram;
import dev.tandem.training.architecture.InputSlice;
import dev.tandem.training.embedding.LookedUp;
import dev.tandem.training.embedding.TableShape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where everything stands in an input vector: first what embedded inputs give, in their order, then
 * the dense numbers. Immutable.
 */
public final class InputLayout {
  private final InputProgram program;
  private final List<EmbeddedInput> embedded = new ArrayList<>();
  private final List<TableShape> tables = new ArrayList<>();
  private final List<InputSlice> slices = new ArrayList<>();
  private final int width;
  private final int gradientWidth;

  /** The layout for fitted inputs. */
  public InputLayout(InputProgram program) {
    this.program = program;
    Map<EmbeddedTransform, Integer> tableOf = tables(program);
    int idAt = 0;
    int vectorAt = 0;
    int gradientAt = 0;
    for (int i = 0; i < program.embedded().size(); i++) {
      EmbeddedTransform transform = program.embedded().get(i);
      int table = tableOf.get(program.owner(transform));
      EmbeddedInput input = new EmbeddedInput(transform, i, table, idAt, vectorAt, gradientAt);
      embedded.add(input);
      slices.add(slice(input));
      idAt += transform.idWidth();
      vectorAt += input.width();
      gradientAt += input.gradientWidth();
    }
    this.gradientWidth = gradientAt;
    for (DenseTransform transform : program.dense()) {
      slices.add(InputSlice.of(transform.feature().name(), vectorAt, transform.width()));
      vectorAt += transform.width();
    }
    this.width = vectorAt;
  }

  private Map<EmbeddedTransform, Integer> tables(InputProgram program) {
    Map<EmbeddedTransform, Integer> tableOf = new HashMap<>();
    for (int i = 0; i < program.embedded().size(); i++) {
      EmbeddedTransform transform = program.embedded().get(i);
      if (transform.tableOf().isEmpty()) {
        tableOf.putIfAbsent(transform, tables.size());
        tables.add(
            new TableShape(
                // The number keeps apart two inputs of one feature.
                "embedding." + i + "." + transform.feature().name(),
                transform.entries(),
                transform.knownFrom(),
                transform.knownTo(),
                transform.dimension()));
      }
    }
    return tableOf;
  }

  private static InputSlice slice(EmbeddedInput input) {
    String feature = input.transform().feature().name();
    return new InputSlice(feature, input.vectorAt(), input.width(), input.steps());
  }

  /** The fitted inputs. */
  InputProgram program() {
    return program;
  }

  /** The embedded inputs, in the order of their ids. */
  List<EmbeddedInput> embedded() {
    return embedded;
  }

  /** The embedding tables, in the order of the inputs that own them. */
  public List<TableShape> tables() {
    return tables;
  }

  /** What looks up vectors of a table, in the order of the inputs. */
  public List<LookedUp> lookedUp(int table) {
    return embedded.stream()
        .filter(input -> input.table() == table)
        .map(EmbeddedInput::lookedUp)
        .toList();
  }

  /** Which columns of an input vector come from which feature. */
  public List<InputSlice> slices() {
    return slices;
  }

  /** The width of an input vector. */
  public int width() {
    return width;
  }

  /** The width of the gradients of a row's looked-up embeddings. */
  public int gradientWidth() {
    return gradientWidth;
  }

  /** The categorical input of a feature that a sequence is read against. */
  EmbeddedInput target(String feature) {
    return embedded.stream()
        .filter(input -> input.transform().idWidth() == 1)
        .filter(input -> input.transform().feature().name().equals(feature))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no input of the target " + feature));
  }
}
