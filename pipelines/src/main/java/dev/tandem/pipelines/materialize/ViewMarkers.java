package dev.tandem.pipelines.materialize;

import dev.tandem.features.key.EntityKeyCodec;
import dev.tandem.features.store.Guard;
import dev.tandem.features.store.OnlineStore;
import dev.tandem.features.store.StoredState;
import dev.tandem.features.store.SupersededException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The keys by which the views of a project tell what their states in a store were folded from, and
 * by which a run notices that another one has taken over. Not thread-safe.
 */
public final class ViewMarkers {
  private final OnlineStore store;
  private final String project;
  private final Map<String, Guard> held = new HashMap<>();
  private final Map<String, Optional<ViewMarker>> read = new HashMap<>();

  private ViewMarkers(OnlineStore store, String project) {
    this.store = store;
    this.project = project;
  }

  /** Reads the markers of views; the store stays the caller's. */
  public static ViewMarkers read(OnlineStore store, String project, List<String> views) {
    ViewMarkers markers = new ViewMarkers(store, project);
    List<byte[]> keys = views.stream().map(view -> EntityKeyCodec.ofView(project, view)).toList();
    List<byte[]> values = store.read(keys);
    for (int i = 0; i < views.size(); i++) {
      byte[] value = values.get(i);
      markers.held.put(
          views.get(i),
          value == null
              ? Guard.absent(keys.get(i))
              : Guard.held(StoredState.of(keys.get(i), value)));
      markers.read.put(views.get(i), Optional.ofNullable(value).flatMap(ViewMarker::parse));
    }
    return markers;
  }

  /** What a view's key tells. */
  Optional<ViewMarker> of(String view) {
    return read.get(view);
  }

  /**
   * Takes a view over.
   *
   * @return the marker's JSON, which the view's key holds until another run takes over
   * @throws SupersededException if one has since the markers were read
   */
  public String begin(ViewScope scope) {
    Optional<ViewContents> stay = scope.since().flatMap(since -> scope.marker().get().holds());
    String json = ViewMarker.begun(stay, scope.target(), UUID.randomUUID().toString()).json();
    replace(scope.view(), json);
    return json;
  }

  /**
   * Notes that all states of a view are written.
   *
   * @throws SupersededException if another run has taken over
   */
  public void end(ViewScope scope) {
    replace(scope.view(), ViewMarker.done(scope.target()).json());
  }

  private void replace(String view, String json) {
    StoredState marker = ViewMarker.stored(project, view, json);
    try {
      store.putWhile(held.get(view), List.of(marker));
    } catch (SupersededException e) {
      throw superseded(view);
    }
    held.put(view, Guard.held(marker));
  }

  /** Another run writes the same view. */
  static SupersededException superseded(String view) {
    return new SupersededException(
        "another run has begun to materialize view "
            + view
            + " in the same store; this one stops. Run again when it has ended");
  }
}
