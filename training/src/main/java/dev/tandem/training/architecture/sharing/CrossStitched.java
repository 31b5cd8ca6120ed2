package dev.tandem.training.architecture.sharing;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Network;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/**
 * Cross-stitch networks (Misra et al., CVPR 2016): a tower for each task, and after each layer a
 * {@link dev.tandem.training.network.CrossStitch} of the towers' vectors.
 *
 * <p>Settings: {@code tower}, absent: [128, 64, 32]; {@code own}, the initial weight of a task's
 * own vector, of which the others share the rest, absent: 0.9; {@code dropout}, absent: 0.
 */
public final class CrossStitched implements Architecture {

  /** Has no state. */
  @Inject
  public CrossStitched() {}

  @Override
  public Network build(NetworkShape shape, LayerContext context) {
    shape.options().requireKnown("cross_stitch", List.of("tower", "own", "dropout"));
    double own = shape.options().number("own", 0.9);
    if (!(own > 0 && own <= 1)) {
      throw NetworkShape.invalid("architecture.own", "found " + own + ", allowed: above 0 up to 1");
    }
    List<StitchedLayer> layers = new ArrayList<>();
    int width = shape.inputWidth();
    List<String> tasks = shape.tasks().stream().map(Task::name).toList();
    for (int layer : shape.widths("tower", List.of(128, 64, 32))) {
      String name = "layer." + layers.size();
      layers.add(new StitchedLayer(context, name, tasks, width, layer, shape.dropout(), own));
      width = layer;
    }
    return new CrossStitchNetwork(layers, shape.tasks(), context);
  }
}
