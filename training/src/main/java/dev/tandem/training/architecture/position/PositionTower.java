package dev.tandem.training.architecture.position;

import dev.tandem.features.declaration.Options;
import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.InputColumns;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Network;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Any architecture with a shallow tower for position bias (Zhao et al., RecSys 2019). Features such
 * as the position on the page go to a tower of each binary task alone, whose logit is added to the
 * task's while training, so that the rest of the network need not explain clicks by position. It is
 * left out of a share of the training rows, and of all predictions: an exported network does not
 * read these features.
 *
 * <p>Settings, which every architecture has besides its own: {@code position}, the names of the
 * features; without it the architecture is as it was; {@code position_tower}, the widths of the
 * tower's rectified layers, absent: [16]; {@code position_dropout}, the share of rows without it,
 * absent: 0.1.
 */
public final class PositionTower implements Architecture {
  private static final String POSITION = "position";
  private static final String TOWER = "position_tower";
  private static final String DROPOUT = "position_dropout";

  private final Architecture main;

  /** The architecture with its tower, if the settings ask for one. */
  public PositionTower(Architecture main) {
    this.main = main;
  }

  @Override
  public Network build(NetworkShape shape, LayerContext context) {
    Map<String, List<String>> values = shape.options().values();
    if (!values.containsKey(POSITION)) {
      return main.build(shape, context);
    }
    double dropout = shape.options().number(DROPOUT, 0.1);
    if (!(dropout >= 0 && dropout < 1)) {
      throw NetworkShape.invalid(
          "architecture." + DROPOUT, "found " + dropout + ", allowed: 0 up to below 1");
    }
    InputColumns position = InputColumns.named(shape, POSITION);
    InputColumns rest = position.others(shape);
    if (rest.width() == 0) {
      throw NetworkShape.invalid(
          "architecture." + POSITION, "found all inputs, allowed: some of them");
    }
    Map<String, List<String>> others = new TreeMap<>(values);
    others.keySet().removeAll(List.of(POSITION, TOWER, DROPOUT));
    NetworkShape inner = new NetworkShape(rest.slices(), shape.tasks(), new Options(others));
    PositionBias bias =
        new PositionBias(
            context, shape.tasks(), position, shape.widths(TOWER, List.of(16)), dropout);
    return new PositionNetwork(main.build(inner, context), shape.tasks(), rest, bias, context);
  }
}
