package dev.tandem.training.architecture.funnel;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.architecture.TaskGraph;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Network;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/**
 * The elaborated entire-space supervised multi-task model (Wen et al., SIGIR 2020): a last task
 * that mostly, but not only, follows by way of the one before it, as a purchase after a click
 * follows by way of the cart or directly.
 *
 * <p>In a chain such as click, cart, purchase the towers of the three give y1 = P(click), y2 =
 * P(cart | click) and y3 = P(purchase | cart), and a fourth one y4 = P(purchase | click, no cart).
 * The outputs are y1, y1 y2 and {@code y1 (y2 y3 + (1 - y2) y4)}. So the task that the third comes
 * after is where the ways part, and a purchase's label may be 1 where the cart's is 0, but not
 * where the click's is. Chains of two are as in ESMM, several tasks may come after the same one,
 * and other tasks have their tower alone.
 *
 * <p>Settings: as of {@link Esmm}.
 */
public final class Esm2 implements Architecture {
  private static final int LONGEST = 3;

  /** Has no state. */
  @Inject
  public Esm2() {}

  @Override
  public Network build(NetworkShape shape, LayerContext context) {
    shape.options().requireKnown("esm2", FunnelWiring.SETTINGS);
    FunnelWiring wiring = new FunnelWiring("esm2", shape, context);
    requireChains(shape, wiring.graph());
    List<Signal> own = new ArrayList<>();
    for (int task = 0; task < shape.tasks().size(); task++) {
      own.add(wiring.tower(task));
      List<Integer> chain = wiring.graph().chain(task);
      wiring.addOutput(
          switch (chain.size()) {
            case 1 -> own.get(task);
            case 2 -> wiring.both(wiring.output(chain.get(0)), own.get(task));
            default -> {
              Signal past = wiring.tower(task, "past");
              Signal middle = own.get(chain.get(1));
              Signal either =
                  wiring.step(new EitherWay(middle, own.get(task), past, context.maxRows()));
              yield wiring.both(wiring.output(chain.get(0)), either);
            }
          });
    }
    return wiring.network();
  }

  private static void requireChains(NetworkShape shape, TaskGraph graph) {
    int longest = 0;
    for (int task = 0; task < shape.tasks().size(); task++) {
      List<String> chain =
          graph.chain(task).stream().map(t -> shape.tasks().get(t).name()).toList();
      longest = Math.max(longest, chain.size());
      if (chain.size() > LONGEST) {
        throw NetworkShape.invalid(
            "tasks." + shape.tasks().get(task).name() + ".after",
            "found the chain "
                + String.join(", ", chain)
                + ", allowed by esm2: chains of at most three, such as click, cart, purchase");
      }
    }
    if (longest < LONGEST) {
      throw NetworkShape.invalid(
          "tasks",
          "found no chain of three among "
              + shape.tasks().stream().map(Task::name).toList()
              + ", but esm2 needs one, such as purchase after cart after click; chains of two are"
              + " for esmm");
    }
  }
}
