package dev.tandem.serving.fetch;

import dev.tandem.features.declaration.FeatureService;
import dev.tandem.features.declaration.FeatureView;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.store.OnlineStore;
import dev.tandem.features.table.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The clients of all services of a project, and of features asked for one by one.
 *
 * <p>Thread-safe; it borrows the store, which the caller closes.
 */
public final class FeatureClients {
  private static final int REMEMBERED_LISTS = 64;

  private final Project project;
  private final OnlineStore store;
  private final FetchSettings settings;
  private final Map<String, FeatureClient> byService = new LinkedHashMap<>();
  private final Map<List<String>, FeatureClient> byFeatures = new LinkedHashMap<>(16, 0.75f, true);

  private FeatureClients(Project project, OnlineStore store, FetchSettings settings) {
    this.project = project;
    this.store = store;
    this.settings = settings;
    for (FeatureService service : project.services()) {
      byService.put(service.name(), FeatureClient.of(project, service.name(), store, settings));
    }
  }

  /** Clients of a project's services, all of them compiled now. */
  public static FeatureClients of(Project project, OnlineStore store, FetchSettings settings) {
    return new FeatureClients(project, store, settings);
  }

  /** The settings of all clients. */
  public FetchSettings settings() {
    return settings;
  }

  /** The names of the services, in the order of their declaration. */
  public List<String> services() {
    return List.copyOf(byService.keySet());
  }

  /**
   * The client of a service.
   *
   * @throws InvalidRequestException if there is no such service
   */
  public FeatureClient service(String name) {
    FeatureClient client = byService.get(name);
    if (client == null) {
      throw new InvalidRequestException(
          "feature_service", "'" + name + "'", String.join(", ", byService.keySet()));
    }
    return client;
  }

  /**
   * A client of some features, by the names that a service would list; the last 64 different lists
   * are kept compiled.
   *
   * @throws InvalidRequestException if there is no such feature
   */
  public FeatureClient features(List<String> names) {
    synchronized (byFeatures) {
      FeatureClient known = byFeatures.get(names);
      if (known != null) {
        return known;
      }
    }
    FeatureClient client = compile(names);
    synchronized (byFeatures) {
      byFeatures.put(List.copyOf(names), client);
      if (byFeatures.size() > REMEMBERED_LISTS) {
        byFeatures.remove(byFeatures.keySet().iterator().next());
      }
    }
    return client;
  }

  /**
   * Does nothing if the store answers.
   *
   * @throws dev.tandem.features.store.StoreUnavailableException if it does not
   */
  public void requireStore() {
    store.read(List.of(new byte[] {0}));
  }

  private FeatureClient compile(List<String> names) {
    List<String> expanded = expand(names);
    try {
      // Compiled twice: only then is it known which request fields these features read.
      Set<Field> read = new HashSet<>(client(expanded, requestFields()).inputs());
      return client(expanded, requestFields().stream().filter(read::contains).toList());
    } catch (InvalidDeclarationException e) {
      throw new InvalidRequestException(
          "features",
          String.join(", ", expanded),
          "features that go together: " + e.getMessage(),
          e);
    }
  }

  private FeatureClient client(List<String> features, List<Field> requestFields) {
    String name = "features " + String.join(",", features);
    FeatureService service = new FeatureService(name, requestFields, features);
    Project with =
        new Project(
            project.name(),
            project.entities(),
            project.sources(),
            project.views(),
            project.onDemandFeatures(),
            Stream.concat(project.services().stream(), Stream.of(service)).toList(),
            project.labels(),
            project.trainingSets(),
            project.models());
    // Nobody hears of it: what a list of features was, no declaration says afterwards.
    return FeatureClient.of(with, name, store, settings.withoutListener());
  }

  // A view's name stands for all of its features, as in a declaration.
  private List<String> expand(List<String> names) {
    Set<String> known = knownFeatures();
    Set<String> expanded = new LinkedHashSet<>();
    for (String name : names) {
      Optional<FeatureView> view =
          project.views().stream().filter(v -> v.name().equals(name)).findFirst();
      List<String> features = view.map(FeatureClients::qualified).orElse(List.of(name));
      for (String feature : features) {
        if (!known.contains(feature)) {
          throw new InvalidRequestException(
              "features", "'" + feature + "'", String.join(", ", known));
        }
        if (!expanded.add(feature)) {
          throw new InvalidRequestException("features", "'" + feature + "' twice", "once");
        }
      }
    }
    return List.copyOf(expanded);
  }

  private static List<String> qualified(FeatureView view) {
    return view.features().stream().map(f -> view.name() + "." + f.name()).toList();
  }

  private Set<String> knownFeatures() {
    Set<String> known = new LinkedHashSet<>();
    project.views().forEach(view -> known.addAll(qualified(view)));
    project.onDemandFeatures().forEach(f -> known.add(f.name()));
    project.entities().forEach(e -> e.keys().forEach(k -> known.add(k.name())));
    requestFields().forEach(f -> known.add(f.name()));
    return known;
  }

  private List<Field> requestFields() {
    List<Field> fields = new ArrayList<>();
    for (FeatureService service : project.services()) {
      for (Field field : service.request()) {
        if (fields.stream().noneMatch(f -> f.name().equals(field.name()))) {
          fields.add(field);
        }
      }
    }
    return fields;
  }
}
