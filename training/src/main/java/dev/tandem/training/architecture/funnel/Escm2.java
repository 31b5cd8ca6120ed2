package dev.tandem.training.architecture.funnel;

import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.architecture.TaskGraph.Link;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Network;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The entire-space counterfactual multi-task model (Wang et al., SIGIR 2022): the network of {@link
 * Esmm}, whose conditional probabilities are also learnt directly, by a {@link CounterfactualRisk}
 * for each task that comes after another. The paper's factor of the end-to-end loss is the task's
 * weight.
 *
 * <p>Settings: {@code method}, {@code ips} or {@code dr}, absent: ips; {@code counterfactual}, the
 * factor of the risk, absent: 0.5; {@code clip}, the greatest inverse propensity, absent: 15; and
 * those of {@link Esmm}.
 */
public final class Escm2 implements Architecture {
  private static final String METHOD = "method";
  private static final String FACTOR = "counterfactual";
  private static final String CLIP = "clip";

  /** Has no state. */
  @Inject
  public Escm2() {}

  @Override
  public Network build(NetworkShape shape, LayerContext context) {
    List<String> known = new ArrayList<>(FunnelWiring.SETTINGS);
    known.addAll(List.of(METHOD, FACTOR, CLIP));
    shape.options().requireKnown("escm2", known);
    CounterfactualRisk.Settings settings = settings(shape);
    FunnelWiring wiring = new FunnelWiring("escm2", shape, context);
    Map<Integer, Signal> conditional = new HashMap<>();
    for (int task = 0; task < shape.tasks().size(); task++) {
      Signal own = wiring.tower(task);
      conditional.put(task, own);
      Optional<Integer> before = wiring.graph().predecessor(task);
      wiring.addOutput(before.isPresent() ? wiring.both(wiring.output(before.get()), own) : own);
    }
    for (Link link : wiring.graph().links()) {
      Optional<Signal> imputed =
          switch (settings.method()) {
            case IPS -> Optional.empty();
            case DR -> Optional.of(wiring.tower(link.after(), "imputed"));
          };
      Signal propensity = wiring.output(link.before());
      wiring.addTerm(
          new CounterfactualRisk(
              link, propensity, conditional.get(link.after()), imputed, settings));
    }
    return wiring.network();
  }

  private static CounterfactualRisk.Settings settings(NetworkShape shape) {
    String method = shape.options().text(METHOD, "ips");
    double factor = shape.options().number(FACTOR, 0.5);
    double clip = shape.options().number(CLIP, 15);
    if (!(factor >= 0 && Double.isFinite(factor))) {
      throw NetworkShape.invalid(
          "architecture." + FACTOR, "found " + factor + ", allowed: 0 or more");
    }
    if (!(clip >= 1 && Double.isFinite(clip))) {
      throw NetworkShape.invalid("architecture." + CLIP, "found " + clip + ", allowed: 1 or more");
    }
    return new CounterfactualRisk.Settings(
        switch (method) {
          case "ips" -> CounterfactualRisk.Method.IPS;
          case "dr" -> CounterfactualRisk.Method.DR;
          default ->
              throw NetworkShape.invalid(
                  "architecture." + METHOD, "found " + method + ", allowed: ips, dr");
        },
        factor,
        clip);
  }
}
