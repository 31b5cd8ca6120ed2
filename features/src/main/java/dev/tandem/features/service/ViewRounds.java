package dev.tandem.features.service;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Problem;
import dev.tandem.features.table.Field;
import dev.tandem.features.view.CompiledView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Puts views in order: those whose features are keys to groups before those with the groups. */
final class ViewRounds {
  private final Function<CompiledView, List<Field>> groupKeys;
  private final List<List<CompiledView>> rounds = new ArrayList<>();

  /**
   * @param groupKeys what says which groups a row reads of a view
   * @throws InvalidDeclarationException if views read each other's groups in a circle
   */
  ViewRounds(List<CompiledView> views, Function<CompiledView, List<Field>> groupKeys) {
    this.groupKeys = groupKeys;
    List<CompiledView> left = new ArrayList<>(views);
    while (!left.isEmpty()) {
      Set<String> awaited = new HashSet<>();
      left.forEach(view -> view.features().forEach(feature -> awaited.add(feature.name())));
      List<CompiledView> round = left.stream().filter(view -> isReady(view, awaited)).toList();
      if (round.isEmpty()) {
        throw circle(left);
      }
      rounds.add(round);
      left.removeAll(round);
    }
  }

  private boolean isReady(CompiledView view, Set<String> awaited) {
    return groupKeys.apply(view).stream().noneMatch(key -> awaited.contains(key.name()));
  }

  private static InvalidDeclarationException circle(List<CompiledView> left) {
    List<String> names = left.stream().map(view -> view.declaration().name()).toList();
    String message =
        "views read their groups by each other's features: " + String.join(", ", names);
    return new InvalidDeclarationException(List.of(new Problem("views." + names.get(0), message)));
  }

  List<List<CompiledView>> rounds() {
    return List.copyOf(rounds);
  }
}
