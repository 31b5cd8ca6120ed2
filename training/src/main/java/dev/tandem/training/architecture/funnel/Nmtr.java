package dev.tandem.training.architecture.funnel;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.InputSlice;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Network;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Neural multi-task recommendation (Gao et al., ICDE 2019): a cascade of logits.
 *
 * <p>With s the output of a binary task's tower, the first task of a chain has the logit {@code o =
 * s + b} and each later one {@code o = (s + o of the task before) / 2 + b}, the averaging as in the
 * authors' code. b is the same for all tasks and linear in the inputs that the setting {@code bias}
 * names, such as the item's id, whose embedding thereby holds the item's bias. Other tasks have
 * their tower alone. Nothing keeps a later task's probability below the earlier one's.
 *
 * <p>Settings: {@code bias}, names of inputs, absent: b is 0; and those of {@link Esmm}.
 */
public final class Nmtr implements Architecture {
  private static final String BIAS = "bias";

  /** Has no state. */
  @Inject
  public Nmtr() {}

  @Override
  public Network build(NetworkShape shape, LayerContext context) {
    List<String> known = new ArrayList<>(FunnelWiring.SETTINGS);
    known.add(BIAS);
    shape.options().requireKnown("nmtr", known);
    FunnelWiring wiring = new FunnelWiring("nmtr", shape, context);
    List<InputSlice> slices = slices(shape);
    Optional<Signal> bias =
        slices.isEmpty()
            ? Optional.empty()
            : Optional.of(wiring.bias(new ColumnBias(context, slices, shape.inputWidth())));
    for (int task = 0; task < shape.tasks().size(); task++) {
      Signal own = wiring.tower(task);
      Optional<Signal> before = wiring.graph().predecessor(task).map(wiring::output);
      boolean cascades = shape.tasks().get(task).kind() == Task.Kind.BINARY;
      wiring.addOutput(
          cascades ? wiring.step(new Cascade(own, before, bias, context.maxRows())) : own);
    }
    return wiring.network();
  }

  private static List<InputSlice> slices(NetworkShape shape) {
    List<InputSlice> slices = new ArrayList<>();
    for (String feature : shape.options().texts(BIAS, List.of())) {
      List<InputSlice> found =
          shape.inputs().stream().filter(slice -> slice.feature().equals(feature)).toList();
      if (found.isEmpty()) {
        throw NetworkShape.invalid(
            "architecture." + BIAS,
            "found "
                + feature
                + ", allowed: inputs "
                + shape.inputs().stream().map(InputSlice::feature).distinct().toList());
      }
      slices.addAll(found);
    }
    return slices;
  }
}
