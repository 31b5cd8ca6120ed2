package dev.tandem.training.architecture.sequence;

import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.InputSlice;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Network;
import jakarta.inject.Inject;
import java.util.List;

/**
 * The mixture of sequential experts (Qin et al., KDD 2020). A shared LSTM reads the sequence, LSTM
 * experts read its states, each task mixes the experts' states by a gate, {@code softmax(W x)} of
 * the whole flattened sequence x, the same for all steps, and a task's LSTM reads the mixture.
 * Beside its last state the task's tower reads all other inputs.
 *
 * <p>Settings: {@code sequence}, the name of a sequence among the inputs, absent: the only one;
 * {@code shared}, {@code expert} and {@code task}, the units of the three kinds of LSTM, absent: 32
 * each; {@code experts}, their number, absent: 4; {@code tower}, absent: [64, 32]; {@code dropout},
 * absent: 0.
 */
public final class Mose implements Architecture {

  /** Has no state. */
  @Inject
  public Mose() {}

  @Override
  public Network build(NetworkShape shape, LayerContext context) {
    shape
        .options()
        .requireKnown(
            "mose", List.of("sequence", "shared", "experts", "expert", "task", "tower", "dropout"));
    return new MoseNetwork(shape, context, sequence(shape), MoseSettings.from(shape));
  }

  private static InputSlice sequence(NetworkShape shape) {
    List<InputSlice> sequences = shape.inputs().stream().filter(s -> s.steps() > 1).toList();
    List<String> names = sequences.stream().map(InputSlice::feature).toList();
    if (names.isEmpty()) {
      throw NetworkShape.invalid(
          "architecture.sequence",
          "found no sequence among the inputs, needed for mose: one of kind sequence with encoder:"
              + " flat and a length above 1");
    }
    String absent = names.size() == 1 ? names.get(0) : "none";
    String name = shape.options().text("sequence", absent);
    if (!names.contains(name)) {
      throw NetworkShape.invalid(
          "architecture.sequence", "found " + name + ", allowed: one of the sequences " + names);
    }
    return sequences.get(names.indexOf(name));
  }
}
