package dev.tandem.training.architecture;

import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Network;
import jakarta.inject.Inject;
import java.util.List;

/**
 * The baseline: a tower for each task right on the inputs, so that tasks share the embeddings
 * alone.
 *
 * <p>Settings: {@code tower}, absent: [128, 64, 32]; {@code dropout}, absent: 0.
 */
public final class SeparateTowers implements Architecture {

  /** Has no state. */
  @Inject
  public SeparateTowers() {}

  @Override
  public Network build(NetworkShape shape, LayerContext context) {
    shape.options().requireKnown("separate_towers", List.of("tower", "dropout"));
    return Towers.build(
        shape, context, shape.inputWidth(), shape.widths("tower", List.of(128, 64, 32)));
  }
}
