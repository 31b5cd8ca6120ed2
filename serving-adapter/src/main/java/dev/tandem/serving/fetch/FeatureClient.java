package dev.tandem.serving.fetch;

import dev.tandem.features.declaration.Project;
import dev.tandem.features.store.Deadline;
import dev.tandem.features.store.OnlineStore;
import dev.tandem.features.table.Field;
import java.util.List;
import java.util.Optional;

/**
 * Reads the features of one service as of an instant, for many rows at once.
 *
 * <p>One request costs one read of the store, whatever the number of rows and views. An entity that
 * the store does not know is not an error: its features take their defaults, and their status says
 * so. Nor is a state that cannot be read. Thread-safe; it borrows the store, which the caller
 * closes.
 */
public final class FeatureClient {
  private static final Optional<ServedScores> NO_SCORES = Optional.empty();

  private final FetchPlan plan;
  private final OnlineStore store;
  private final FetchSettings settings;
  private final FetchTroubles troubles;

  private FeatureClient(
      FetchPlan plan, OnlineStore store, FetchSettings settings, FetchTroubles troubles) {
    this.plan = plan;
    this.store = store;
    this.settings = settings;
    this.troubles = troubles;
  }

  /**
   * A client of a service with the default settings.
   *
   * @throws dev.tandem.features.declaration.InvalidDeclarationException if the project has no such
   *     service
   */
  public static FeatureClient of(Project project, String service, OnlineStore store) {
    return of(project, service, store, FetchSettings.defaults());
  }

  /** A client of a service. */
  public static FeatureClient of(
      Project project, String service, OnlineStore store, FetchSettings settings) {
    return new FeatureClient(
        FetchPlan.compile(project, service), store, settings, new FetchTroubles());
  }

  /**
   * The features of a request's rows.
   *
   * <p>A request with a deadline, its own or that of the settings, is answered by then, whatever
   * happens to the store: with what the store has said, while the features of the other entities
   * take their defaults and are {@link dev.tandem.features.view.FeatureStatus#UNAVAILABLE}. A
   * request without one is answered with all or fails.
   *
   * @throws InvalidRequestException if a key or request field is missing, unknown, of another type,
   *     or a key is null, or there are too many rows
   * @throws dev.tandem.features.store.StoreUnavailableException if there is no deadline and the
   *     store does not answer; a retry is safe
   */
  public FeatureVectors fetch(FeatureRequest request) {
    if (request.rows() > settings.maxRows()) {
      throw new InvalidRequestException(
          "rows", Integer.toString(request.rows()), "at most " + settings.maxRows());
    }
    plan.requireComplete(request);
    long at = request.atMillis().orElseGet(settings.clock()::millis);
    Deadline deadline =
        request.within().or(settings::deadline).map(Deadline::after).orElse(Deadline.none());
    FeatureVectors vectors = plan.fetch(request, at, store, deadline, settings.watch());
    troubles.note(vectors);
    settings.watch().fetched(vectors);
    if (settings.listener().isPresent()) {
      settings.listener().get().served(new ServedRows(service(), request, vectors, NO_SCORES));
    }
    return vectors;
  }

  /**
   * The same client with nobody who listens: for a caller that tells the {@link #listener} itself,
   * because it knows more of the answer.
   */
  public FeatureClient withoutListener() {
    return new FeatureClient(plan, store, settings.withoutListener(), troubles);
  }

  /** Who hears of every answer. */
  public Optional<ServedListener> listener() {
    return settings.listener();
  }

  /** Who is told of every request. */
  public FetchWatch watch() {
    return settings.watch();
  }

  /** How many states were not answered in time so far, for requests with a deadline. */
  public long unavailableStates() {
    return troubles.unavailable();
  }

  /** How many states that were answered could not be read so far. */
  public long unreadableStates() {
    return troubles.unreadable();
  }

  /** The name of the service. */
  public String service() {
    return plan.service();
  }

  /** The version of the service: equal exactly if all that its features depend on is equal. */
  public String serviceVersion() {
    return plan.version();
  }

  /** The entity keys that a request must have. */
  public List<Field> entityKeys() {
    return plan.entityKeys();
  }

  /** The other fields that a request must have. */
  public List<Field> requestFields() {
    return plan.requestFields();
  }

  /** The features of the answer, in order. */
  public List<Field> features() {
    return plan.features();
  }

  /** The keys, request fields and view features that the features are computed from. */
  List<Field> inputs() {
    return plan.inputs();
  }
}
