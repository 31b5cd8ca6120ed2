package dev.tandem.features.state;

import dev.tandem.features.aggregate.ExactState;
import dev.tandem.features.aggregate.NewestEvents;
import dev.tandem.features.aggregate.Tally;
import dev.tandem.features.aggregate.TileTallies;
import dev.tandem.features.view.CompiledFeature;
import dev.tandem.features.view.CompiledView;
import dev.tandem.features.view.Selection;
import dev.tandem.features.view.ViewState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which slots a view's packed states have, in order. Immutable. */
final class StateLayout {
  private final CompiledView view;
  private final List<Slot> slots;
  private final int fingerprint;

  /** One state that one feature needs over its window. */
  private record Need(Target target, ViewState state, ExactState asked) {}

  /** What the needs that share a slot agree in. */
  private record SlotKey(int selection, ExactState.Kind kind, long resolutionMillis) {}

  StateLayout(CompiledView view) {
    this.view = view;
    Map<SlotKey, List<Need>> bySlot =
        needs(view).stream()
            .collect(
                Collectors.groupingBy(StateLayout::key, LinkedHashMap::new, Collectors.toList()));
    this.slots = bySlot.entrySet().stream().map(e -> slot(e.getKey(), e.getValue())).toList();
    this.fingerprint = fingerprint(slots);
  }

  private static List<Need> needs(CompiledView view) {
    List<Need> needs = new ArrayList<>();
    for (int f = 0; f < view.compiledFeatures().size(); f++) {
      CompiledFeature feature = view.compiledFeatures().get(f);
      for (int s = 0; s < feature.states().size(); s++) {
        ViewState state = view.states().get(feature.states().get(s));
        ExactState asked = feature.aggregate().states().get(s);
        needs.add(new Need(new Target(f, s, feature.window()), state, asked));
      }
    }
    return needs;
  }

  private static SlotKey key(Need need) {
    ExactState.Kind kind = kept(need.state().state().kind());
    boolean tiled = kind == ExactState.Kind.TALLY || kind == ExactState.Kind.OLDEST_EVENT;
    return new SlotKey(need.state().selection(), kind, tiled ? resolution(need.target()) : 0);
  }

  // The tiles of a tally serve those that ask for its total and those that ask for each tile.
  private static ExactState.Kind kept(ExactState.Kind kind) {
    return kind == ExactState.Kind.TILE_TALLIES ? ExactState.Kind.TALLY : kind;
  }

  private static long resolution(Target target) {
    return target.window().map(w -> w.resolution().toMillis()).orElse(0L);
  }

  private Slot slot(SlotKey key, List<Need> needs) {
    Selection selection = view.selections().get(key.selection());
    return switch (key.kind()) {
      case TALLY, TILE_TALLIES -> tiles(key, needs);
      case OLDEST_EVENT ->
          new OldestSlot(selection, new Tiling(key.resolutionMillis()), targets(needs));
      case NEWEST_TIME -> new NewestTimeSlot(selection, targets(needs));
      case NEWEST_EVENTS -> newest(key, needs);
      case DISTINCT_KEYS ->
          new DistinctSlot(
              selection,
              // Windows start at multiples of their resolutions, so at multiples of a divisor.
              new Tiling(
                  needs.stream().mapToLong(n -> resolution(n.target())).reduce(0, this::gcd)),
              targets(needs));
    };
  }

  private static List<Target> targets(List<Need> needs) {
    return needs.stream().map(Need::target).toList();
  }

  private Slot tiles(SlotKey key, List<Need> needs) {
    List<TileSlot.ScaledTally> tallies = needs.stream().map(StateLayout::tally).distinct().toList();
    List<TileSlot.Column> columns =
        needs.stream()
            .map(n -> new TileSlot.Column(n.target(), tallies.indexOf(tally(n)), n.asked()))
            .toList();
    return new TileSlot(
        view.selections().get(key.selection()),
        new Tiling(key.resolutionMillis()),
        tallies,
        columns);
  }

  private static TileSlot.ScaledTally tally(Need need) {
    ExactState state = need.state().state();
    Tally tally = state instanceof TileTallies tiles ? tiles.tally() : (Tally) state;
    return new TileSlot.ScaledTally(tally, need.state().scale());
  }

  private Slot newest(SlotKey key, List<Need> needs) {
    List<NewestSlot.Reader> readers =
        needs.stream()
            .map(n -> new NewestSlot.Reader(n.target(), ((NewestEvents) n.asked()).limit()))
            .toList();
    int limit = readers.stream().mapToInt(NewestSlot.Reader::limit).max().orElseThrow();
    return new NewestSlot(view.selections().get(key.selection()), limit, readers);
  }

  private long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  private static int fingerprint(List<Slot> slots) {
    String text = slots.stream().map(Slot::description).collect(Collectors.joining("\n"));
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(sha256.digest(text.getBytes(StandardCharsets.UTF_8))).getInt();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The view's name. */
  String view() {
    return view.declaration().name();
  }

  /** The slots, in the order of their bytes. */
  List<Slot> slots() {
    return slots;
  }

  /** Tells layouts apart: the first four bytes of the SHA-256 of the slots' descriptions. */
  int fingerprint() {
    return fingerprint;
  }
}
