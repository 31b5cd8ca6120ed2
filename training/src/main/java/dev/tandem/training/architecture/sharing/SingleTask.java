package dev.tandem.training.architecture.sharing;

import dev.tandem.features.declaration.Task;
import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.NetworkShape;
import dev.tandem.training.architecture.Towers;
import dev.tandem.training.network.LayerContext;
import dev.tandem.training.network.Network;
import jakarta.inject.Inject;
import java.util.List;

/**
 * A tower for the one task of a model: the twin that a model of many tasks is compared with. A twin
 * shares nothing, not even embeddings, so each task's is a run of its own.
 *
 * <p>Settings: {@code tower}, absent: [128, 64, 32]; {@code dropout}, absent: 0.
 */
public final class SingleTask implements Architecture {

  /** Has no state. */
  @Inject
  public SingleTask() {}

  @Override
  public Network build(NetworkShape shape, LayerContext context) {
    shape.options().requireKnown("single_task", List.of("tower", "dropout"));
    if (shape.tasks().size() != 1) {
      throw NetworkShape.invalid(
          "tasks",
          "found "
              + shape.tasks().stream().map(Task::name).toList()
              + ", allowed with single_task: one; separate_towers has a tower for each of many");
    }
    return Towers.build(
        shape, context, shape.inputWidth(), shape.widths("tower", List.of(128, 64, 32)));
  }
}
