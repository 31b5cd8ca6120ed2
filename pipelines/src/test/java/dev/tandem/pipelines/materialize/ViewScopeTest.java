package dev.tandem.pipelines.materialize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.key.EntityKeyCodec;
import dev.tandem.features.store.Guard;
import dev.tandem.features.store.InMemoryOnlineStore;
import dev.tandem.features.store.StoredState;
import dev.tandem.features.store.SupersededException;
import dev.tandem.pipelines.ledger.Work.Extent;
import dev.tandem.pipelines.provenance.Changes;
import dev.tandem.pipelines.provenance.Generation;
import dev.tandem.pipelines.provenance.StagedProvenance;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ViewScopeTest {
  private static final String TAKEN_OVER =
      "another run has begun to materialize view v in the same store; this one stops. Run again when"
          + " it has ended";

  private final InMemoryOnlineStore store = new InMemoryOnlineStore();

  /** The provenance of the newest of so many generations, each with ten more events. */
  private static Optional<StagedProvenance> events(int generations) {
    StagedProvenance last = null;
    for (int i = 1; i <= generations; i++) {
      Changes changes = i == 1 ? Changes.none() : new Changes(10, 5, List.of("changes-" + i));
      StagedProvenance own =
          StagedProvenance.of(
              "d", 4, 0, List.of(), new Generation("s" + i, "c" + i, i * 100L, changes));
      last = last == null ? own : own.after(last, 1_000);
    }
    return Optional.of(last);
  }

  private static ViewContents contents(int generation, long cut) {
    return new ViewContents("declared", "c" + generation, cut);
  }

  private ViewMarkers markers() {
    return ViewMarkers.read(store, "p", List.of("v"));
  }

  private ViewScope scope(ViewMarkers markers, int generation, long cut) {
    return ViewScope.of("v", contents(generation, cut), markers, events(generation));
  }

  private void write(int generation, long cut) {
    ViewMarkers markers = markers();
    ViewScope scope = scope(markers, generation, cut);
    markers.begin(scope);
    markers.end(scope);
  }

  @Test
  void of_emptyStore_everything() {
    ViewScope scope = scope(markers(), 1, 100);
    assertThat(scope.work()).hasToString("everything (the store does not hold it yet)");
    assertThat(scope.since()).isEmpty();
  }

  @Test
  void of_sameContents_nothing() {
    write(2, 200);
    assertThat(scope(markers(), 2, 200).work().extent()).isEqualTo(Extent.NOTHING);
  }

  @Test
  void of_earlierGeneration_increment() {
    write(1, 100);
    ViewScope scope = scope(markers(), 3, 300);
    assertThat(scope.work())
        .hasToString("increment (20 new events since 1970-01-01T00:00:00.100Z)");
    assertThat(scope.since())
        .contains(
            new ViewScope.Since(100, new Changes(20, 5, List.of("changes-3", "changes-2")), true));
  }

  @Test
  void of_earlierCut_saysThatEventsAfterItAreMissing() {
    write(1, 60);
    assertThat(scope(markers(), 1, 100).since().orElseThrow())
        .isEqualTo(new ViewScope.Since(60, Changes.none(), false));
  }

  @Test
  void of_unknownEvents_everything() {
    write(3, 300);
    ViewMarkers markers = markers();
    ViewScope scope = ViewScope.of("v", contents(1, 300), markers, events(1));
    assertThat(scope.work())
        .hasToString("everything (its events are not those in the store and more)");
    assertThatThrownBy(() -> ViewScope.of("v", contents(1, 299), markers, events(1)))
        .isInstanceOf(StoreAheadException.class)
        .hasMessageStartingWith("view v: the store holds states of a later cut, 1970-");
  }

  @Test
  void of_otherDeclarations_everything() {
    write(1, 100);
    ViewContents other = new ViewContents("otherwise", "c1", 100);
    assertThat(ViewScope.of("v", other, markers(), events(1)).work())
        .hasToString("everything (its declarations have changed)");
  }

  @Test
  void of_runThatDidNotEnd_goesOnFromTheOneBefore() {
    write(1, 100);
    ViewMarkers killed = markers();
    killed.begin(scope(killed, 2, 200));

    ViewScope again = scope(markers(), 2, 200);
    assertThat(again.work())
        .hasToString(
            "increment (the last run did not end; 10 new events since 1970-01-01T00:00:00.100Z)");
    assertThat(scope(markers(), 3, 300).since().orElseThrow().changes().rows()).isEqualTo(20);
    assertThatThrownBy(() -> scope(markers(), 2, 150))
        .isInstanceOf(StoreAheadException.class)
        .hasMessageContaining("a run with that cut did not end");

    ViewMarkers second = markers();
    ViewScope scope = scope(second, 2, 200);
    second.begin(scope);
    second.end(scope);
    assertThat(scope(markers(), 2, 200).work().isNothing()).isTrue();
  }

  @Test
  void of_firstRunDidNotEnd_everything() {
    ViewMarkers killed = markers();
    killed.begin(scope(killed, 1, 100));
    assertThat(scope(markers(), 1, 100).work())
        .hasToString("everything (the first run for it did not end)");
  }

  @Test
  void of_runOfUnknownEventsDidNotEnd_everything() {
    write(1, 100);
    ViewMarkers killed = markers();
    killed.begin(scope(killed, 3, 200));
    assertThat(scope(markers(), 2, 200).work().extent()).isEqualTo(Extent.EVERYTHING);
  }

  @Test
  void of_valueThatIsNoMarker_everything() {
    byte[] key = EntityKeyCodec.ofView("p", "v");
    byte[] value = "\0\0\0\0\0\0\0\0no marker".getBytes(StandardCharsets.UTF_8);
    store.putIfNewer(List.of(StoredState.of(key, value)));
    ViewMarkers markers = markers();
    ViewScope scope = scope(markers, 1, 100);
    assertThat(scope.work().extent()).isEqualTo(Extent.EVERYTHING);
    markers.begin(scope);
    markers.end(scope);
    assertThat(scope(markers(), 1, 100).work().isNothing()).isTrue();
  }

  @Test
  void begin_anotherRunBeganSince_isRefused() {
    ViewMarkers early = markers();
    ViewMarkers late = markers();
    late.begin(scope(late, 1, 100));
    ViewScope scope = scope(early, 1, 100);
    assertThatThrownBy(() -> early.begin(scope))
        .isInstanceOf(SupersededException.class)
        .hasMessage(TAKEN_OVER);
  }

  @Test
  void write_afterAnotherRunBegan_isRefused() {
    ViewMarkers early = markers();
    ViewScope scope = scope(early, 1, 100);
    StoredState marker = ViewMarker.stored("p", "v", early.begin(scope));
    StateBatch batch = new StateBatch(store, Guard.held(marker));
    byte[] entity = {1};
    batch.add(entity, new byte[Long.BYTES]);
    batch.flush();

    ViewMarkers late = markers();
    late.begin(scope(late, 1, 100));
    batch.add(entity, new byte[Long.BYTES + 1]);
    assertThatThrownBy(batch::flush).isInstanceOf(SupersededException.class);
    assertThatThrownBy(() -> early.end(scope)).hasMessage(TAKEN_OVER);
    assertThat(store.read(List.of(entity)).get(0)).hasSize(Long.BYTES);
  }
}
