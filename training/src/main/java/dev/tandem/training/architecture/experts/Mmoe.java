package dev.tandem.training.architecture.experts;

import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.network.ExpertLevel;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Network;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The multi-gate mixture of experts (Ma et al., KDD 2018): all tasks share the experts, and each
 * mixes them by a gate of its own, {@code softmax(W v)} of the input vector v.
 *
 * <p>Settings: {@code experts}, their number, absent: 8; {@code expert}, the widths of each,
 * absent: [64]; {@code tower}, absent: [64, 32]; {@code dropout}, absent: 0; {@code gate_dropout},
 * the share of experts that a gate leaves out in a training row, absent: 0.
 */
public final class Mmoe implements Architecture {

  /** Has no state. */
  @Inject
  public Mmoe() {}

  @Override
  public Network build(NetworkShape shape, LayerContext context) {
    ExpertSettings settings = new ExpertSettings("mmoe", shape, context);
    ExpertLevel.Builder builder = settings.level(1, shape.inputWidth());
    List<String> experts = settings.addExperts(builder);
    int tasks = shape.tasks().size();
    for (int task = 0; task < tasks; task++) {
      builder.gate(context.of(task), "gate." + shape.tasks().get(task).name(), 0, experts);
    }
    ExpertLevel level = builder.build();
    return new ExpertNetwork(
        List.of(level), 1, settings.towers(level.width()), IntStream.range(0, tasks).toArray());
  }
}
