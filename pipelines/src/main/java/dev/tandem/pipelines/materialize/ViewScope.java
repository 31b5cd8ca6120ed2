package dev.tandem.pipelines.materialize;

import dev.tandem.pipelines.ledger.Work;
import dev.tandem.pipelines.provenance.Changes;
import dev.tandem.pipelines.provenance.Generation;
import dev.tandem.pipelines.provenance.StagedProvenance;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a materialization of one view has to write.
 *
 * @param target what the store holds afterwards
 * @param marker what the view's key tells now; empty if there is none
 * @param since what the states that stay were folded from, and when; empty if none stay
 */
public record ViewScope(
    String view,
    Work work,
    ViewContents target,
    Optional<ViewMarker> marker,
    Optional<Since> since) {

  /**
   * The states that stay.
   *
   * @param cut the instant before which their events are in (UTC epoch milliseconds)
   * @param changes in what the events differ now
   * @param wholly whether all events there were then are in, because none was at or after the cut
   */
  public record Since(long cut, Changes changes, boolean wholly) {}

  /** The instant before which all events are in afterwards (UTC epoch milliseconds). */
  public long cut() {
    return Math.max(target.cut(), marker.map(ViewMarker::cut).orElse(Long.MIN_VALUE));
  }

  /**
   * Compares what the store holds with what it shall hold.
   *
   * @param events what the staged events were made from, if that is known
   * @throws StoreAheadException if the store holds states of a later cut that are not the same ones
   */
  public static ViewScope of(
      String view, ViewContents target, ViewMarkers markers, Optional<StagedProvenance> events) {
    Optional<ViewMarker> marker = markers.of(view);
    if (marker.isEmpty()) {
      return everything(view, target, marker, "the store does not hold it yet");
    }
    ViewMarker found = marker.get();
    boolean ended = found.writing().isEmpty();
    if (ended && found.holds().equals(Optional.of(target))) {
      Work same = Work.nothing("the store holds the same events");
      return new ViewScope(view, same, target, marker, Optional.empty());
    }
    Optional<String> other = difference(found, target, events);
    if (other.isEmpty() && ended && found.cut() > target.cut()) {
      Work ahead =
          Work.nothing("the store holds a later cut, " + Instant.ofEpochMilli(found.cut()));
      return new ViewScope(view, ahead, target, marker, Optional.empty());
    }
    if (found.cut() > target.cut()) {
      throw ahead(view, found.cut(), other.orElse("a run with that cut did not end"));
    }
    if (other.isPresent()) {
      return everything(view, target, marker, other.get());
    }
    Since since = since(found.holds().orElseThrow(), events.orElseThrow());
    return new ViewScope(view, increment(since, ended), target, marker, Optional.of(since));
  }

  /** Why the states in the store cannot stay; empty if they can. */
  private static Optional<String> difference(
      ViewMarker found, ViewContents target, Optional<StagedProvenance> events) {
    if (found.holds().isEmpty()) {
      return Optional.of("the first run for it did not end");
    }
    for (Optional<ViewContents> contents : List.of(found.holds(), found.writing())) {
      if (contents.isPresent() && !contents.get().declarations().equals(target.declarations())) {
        return Optional.of("its declarations have changed");
      }
      if (contents.isPresent()
          && events.flatMap(e -> e.generation(contents.get().events())).isEmpty()) {
        return Optional.of("its events are not those in the store and more");
      }
    }
    return Optional.empty();
  }

  private static Since since(ViewContents holds, StagedProvenance events) {
    Generation then = events.generation(holds.events()).orElseThrow();
    return new Since(
        holds.cut(), events.since(holds.events()).orElseThrow(), then.end() <= holds.cut());
  }

  private static Work increment(Since since, boolean ended) {
    long rows = since.changes().rows();
    String events = rows == 1 ? "1 new event" : rows + " new events";
    return Work.increment(
        (ended ? "" : "the last run did not end; ")
            + events
            + " since "
            + Instant.ofEpochMilli(since.cut()));
  }

  private static ViewScope everything(
      String view, ViewContents target, Optional<ViewMarker> marker, String reason) {
    return new ViewScope(view, Work.everything(reason), target, marker, Optional.empty());
  }

  private static StoreAheadException ahead(String view, long cut, String why) {
    return new StoreAheadException(
        "view "
            + view
            + ": the store holds states of a later cut, "
            + Instant.ofEpochMilli(cut)
            + ", and they cannot stay: "
            + why
            + ". Materialize until then or later, or delete the view's keys first");
  }
}
