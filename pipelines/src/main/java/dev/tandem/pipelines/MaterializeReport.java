package dev.tandem.pipelines;

import dev.tandem.pipelines.ledger.StepReport;
import dev.tandem.pipelines.ledger.StepResult;
import dev.tandem.pipelines.ledger.Work;
import dev.tandem.pipelines.ledger.Work.Extent;
import dev.tandem.pipelines.materialize.ViewScope;
import dev.tandem.pipelines.run.Fingerprint;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a materialization wrote.
 *
 * @param store what people call the store
 * @param work what was done of it, and why
 * @param fingerprint of everything that decided the states
 * @param cut events before this instant are in the states (UTC epoch milliseconds)
 * @param views the views, also those of which nothing was written
 */
public record MaterializeReport(
    String store, Work work, String fingerprint, long cut, List<View> views) implements StepReport {
  public MaterializeReport {
    views = List.copyOf(views);
  }

  /**
   * One view.
   *
   * @param entities entities whose state was written
   * @param bytes the bytes of their keys and states
   */
  public record View(String view, long entities, long bytes) {}

  /**
   * The report of a run.
   *
   * @param scopes what there was to do for each view
   * @param written what was done for some of them
   */
  static MaterializeReport of(String store, List<ViewScope> scopes, List<View> written) {
    Fingerprint fingerprint = new Fingerprint("materialize");
    scopes.forEach(scope -> fingerprint.add(scope.view()).add(scope.target()));
    return new MaterializeReport(
        store,
        work(scopes),
        fingerprint.hex(),
        scopes.stream().mapToLong(ViewScope::cut).max().orElse(0),
        scopes.stream()
            .map(
                scope ->
                    written.stream()
                        .filter(view -> view.view().equals(scope.view()))
                        .findFirst()
                        .orElse(new View(scope.view(), 0, 0)))
            .toList());
  }

  /** The most that was done for a view, and why. */
  static Work work(List<ViewScope> scopes) {
    ViewScope most =
        scopes.stream()
            .max(Comparator.comparing(scope -> scope.work().extent()))
            .orElseThrow(() -> new IllegalArgumentException("no view"));
    String reason = most.work().reason();
    return most.work().extent() == Extent.NOTHING
        ? most.work()
        : new Work(most.work().extent(), "view " + most.view() + ": " + reason);
  }

  /** True if the store held everything already. */
  public boolean reused() {
    return work.isNothing();
  }

  /** The entities of all views. */
  public long entities() {
    return views.stream().mapToLong(View::entities).sum();
  }

  /** One line for a person. */
  public String summary() {
    return (reused() ? "unchanged, " : "materialized ")
        + entities()
        + " states of "
        + views.size()
        + " views with the events before "
        + Instant.ofEpochMilli(cut);
  }

  @Override
  public StepResult step() {
    Map<String, Long> counts = new TreeMap<>();
    views.forEach(view -> counts.put("entities." + view.view(), view.entities()));
    counts.put("cut", cut);
    return new StepResult(work, fingerprint, store, "", counts, summary());
  }
}
