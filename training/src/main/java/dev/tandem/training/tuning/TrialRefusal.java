package dev.tandem.training.tuning;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Problem;
import dev.tandem.features.search.SearchSpace;
import dev.tandem.features.search.SearchSpace.Dimension;
import java.util.List;
import java.util.Optional;

/** Says of what is wrong with a trial which setting of the space has led to it. */
final class TrialRefusal {
  private final SearchSpace space;

  TrialRefusal(SearchSpace space) {
    this.space = space;
  }

  /** The same mistakes at the places of the space; those of the declared model stay as they are. */
  InvalidDeclarationException of(Trial trial, InvalidDeclarationException refused) {
    if (trial.number() == Trial.DECLARED) {
      return refused;
    }
    List<Problem> problems =
        refused.problems().stream().map(problem -> placed(trial, problem)).toList();
    return new InvalidDeclarationException(problems, refused);
  }

  private Problem placed(Trial trial, Problem problem) {
    Optional<Dimension> dimension =
        space.dimensions().stream()
            .filter(d -> isSame(d.setting().path(), problem.field()))
            .findFirst();
    if (dimension.isEmpty()) {
      return new Problem(
          space.file(),
          0,
          problem.field(),
          problem.message() + " (trial " + trial.number() + ": " + trial.settings() + ")");
    }
    String path = dimension.get().setting().path();
    return new Problem(
        space.file(),
        dimension.get().line(),
        path,
        "trial "
            + trial.number()
            + " has "
            + trial.settings().get(path)
            + ": "
            + problem.message());
  }

  /** A part names its settings shorter, a whole project longer, than the space does. */
  private static boolean isSame(String path, String field) {
    return path.equals(field) || path.endsWith("." + field) || field.endsWith("." + path);
  }
}
