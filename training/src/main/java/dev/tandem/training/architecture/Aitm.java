package dev.tandem.training.architecture;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.loss.Calibrator;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Network;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The adaptive information transfer multi-task framework (Xi et al., KDD 2021).
 *
 * <p>Each task has a tower on the inputs. A binary task that comes after another does not read its
 * own tower alone: what the earlier task knows is passed on through a layer and mixed in by an
 * {@link dev.tandem.training.network.InformationTransfer}, whose matrices all pairs share. Its
 * output is the probability that it and all before it happen. Tasks outside a chain, and
 * regressions, have their tower alone.
 *
 * <p>Settings: {@code tower}, absent: [128, 64, 32]; {@code calibrator}, the weight of the
 * behavioural expectation calibrator, absent: 0.6; {@code dropout}, absent: 0.
 */
public final class Aitm implements Architecture {

  /** Has no state. */
  @Inject
  public Aitm() {}

  @Override
  public Network build(NetworkShape shape, LayerContext context) {
    shape.options().requireKnown("aitm", List.of("tower", "calibrator", "dropout"));
    double calibrator = shape.options().number("calibrator", 0.6);
    if (!(calibrator >= 0)) {
      throw NetworkShape.invalid(
          "architecture.calibrator", "found " + calibrator + ", allowed: 0 or more");
    }
    TaskGraph graph = shape.graph();
    List<ChainedTower> towers = new ArrayList<>();
    List<Integer> widths = shape.widths("tower", List.of(128, 64, 32));
    for (int i = 0; i < shape.tasks().size(); i++) {
      Task task = shape.tasks().get(i);
      Optional<ChainedTower> before = graph.predecessor(i).map(towers::get);
      towers.add(
          new ChainedTower(context, i, task, shape.inputWidth(), widths, shape.dropout(), before));
    }
    List<Calibrator> calibrators =
        graph.links().stream()
            .map(link -> new Calibrator(link.before(), link.after(), calibrator))
            .toList();
    return new AitmNetwork(towers, calibrators);
  }
}
