package dev.tandem.training.architecture.sharing;

import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.InputColumns;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Network;
import dev.tandem.training.network.PersonalMlp;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Personalised cold start (POSO, arXiv 2108.04690): a shared bottom and a tower for each task,
 * whose layers are {@link PersonalMlp}s: what tells a new user from an old one, drowned among
 * hundreds of inputs otherwise, scales every unit.
 *
 * <p>Settings: {@code personal}, the names of the features that do so, needed; {@code gate}, the
 * widths of the rectified layers of each gate, absent: [16]; {@code scale}, absent: 2; {@code
 * bottom}, absent: [128]; {@code tower}, absent: [64, 32]; {@code dropout}, absent: 0.
 */
public final class Poso implements Architecture {

  /** Has no state. */
  @Inject
  public Poso() {}

  @Override
  public Network build(NetworkShape shape, LayerContext context) {
    shape
        .options()
        .requireKnown("poso", List.of("personal", "gate", "scale", "bottom", "tower", "dropout"));
    double scale = shape.options().number("scale", 2);
    if (!(scale > 0 && Double.isFinite(scale))) {
      throw NetworkShape.invalid("architecture.scale", "found " + scale + ", allowed: above 0");
    }
    PersonalMlp.Settings settings =
        new PersonalMlp.Settings(shape.widths("gate", List.of(16)), scale, shape.dropout());
    InputColumns personal = InputColumns.named(shape, "personal");
    PersonalMlp bottom =
        new PersonalMlp(
            context,
            "bottom",
            shape.inputWidth(),
            personal.width(),
            shape.widths("bottom", List.of(128)),
            settings);
    return new PosoNetwork(shape, context, personal, bottom, settings);
  }
}
