package dev.tandem.infra.audit;

import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.registry.Change;
import dev.tandem.features.registry.Registry;
import dev.tandem.features.registry.RegistryVersion;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.table.StringColumn;
import dev.tandem.features.view.CompiledView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Counts the versions of a service that rows were served by. Not thread-safe. */
final class Versions {
  // What a model, a label or a training set says changes no feature.
  private static final Set<String> PARTS =
      Set.of("entity", "source", "view", "on-demand feature", "service");

  private final Project project;
  private final CompiledService service;
  private final Map<String, Long> rows = new LinkedHashMap<>();

  /** Versions of a service of the project as it is declared. */
  Versions(Project project, CompiledService service) {
    this.project = project;
    this.service = service;
  }

  void add(StringColumn versions) {
    for (int row = 0; row < versions.size(); row++) {
      rows.merge(versions.value(row), 1L, Long::sum);
    }
  }

  /** The versions, and what has changed since according to a registry. */
  List<ServedVersion> explained(Registry registry) {
    List<ServedVersion> explained = new ArrayList<>();
    rows.forEach(
        (version, count) -> {
          boolean isDeclared = version.equals(service.version());
          Optional<Project> before = isDeclared ? Optional.empty() : find(registry, version);
          explained.add(
              new ServedVersion(
                  version,
                  count,
                  isDeclared,
                  before.isPresent(),
                  before.map(this::changes).orElse(List.of())));
        });
    return explained;
  }

  private Optional<Project> find(Registry registry, String version) {
    List<RegistryVersion> newestFirst = new ArrayList<>(registry.versions());
    Collections.reverse(newestFirst);
    return newestFirst.stream()
        .map(registry::read)
        .filter(before -> version.equals(versionIn(before)))
        .findFirst();
  }

  private String versionIn(Project before) {
    try {
      return CompiledService.compile(before, service.declaration().name()).version();
    } catch (InvalidDeclarationException noSuchService) {
      return "";
    }
  }

  private List<String> changes(Project before) {
    return Registry.difference(before, project).changes().stream()
        .filter(change -> PARTS.contains(change.part()) && concerns(change))
        .map(Change::toString)
        .toList();
  }

  private boolean concerns(Change change) {
    return switch (change.part()) {
      case "view" -> views().contains(change.name()) || change.action() != Change.Action.CHANGED;
      case "service" -> change.name().equals(service.declaration().name());
      default -> true;
    };
  }

  private List<String> views() {
    return service.views().stream()
        .map(CompiledView::declaration)
        .map(view -> view.name())
        .toList();
  }
}
