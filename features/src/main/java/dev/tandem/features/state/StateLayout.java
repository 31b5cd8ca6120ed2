package dev.tandem.features.state;

import dev.tandem.features.aggregate.DistinctRegisters;
import dev.tandem.features.aggregate.ExactState;
import dev.tandem.features.aggregate.NewestEvents;
import dev.tandem.features.aggregate.Tally;
import dev.tandem.features.aggregate.TileTallies;
import dev.tandem.features.aggregate.ValueCounts;
import dev.tandem.features.aggregate.VectorSums;
import dev.tandem.features.declaration.GroupBy;
import dev.tandem.features.timeline.Tiling;
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
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which slots a view's packed states have, in order. Immutable. */
final class StateLayout {
  private final CompiledView view;
  private final List<GroupSlot> groups;
  private final List<Slot> slots;
  private final int fingerprint;

  /** One state that one feature needs over its window. */
  private record Need(Target target, ViewState state, ExactState asked) {}

  /**
   * What the needs that share a slot agree in.
   *
   * @param scale that of vectors; 0 for all others
   * @param kept the state, where only needs of the very same state share a slot
   */
  private record SlotKey(
      int selection,
      ExactState.Kind kind,
      long resolutionMillis,
      int scale,
      Optional<ExactState> kept) {

    ExactState state() {
      return kept.orElseThrow();
    }
  }

  /** What the needs agree in that read the same groups. */
  private record GroupKey(int selection, int most, long resolutionMillis) {}

  StateLayout(CompiledView view) {
    this.view = view;
    List<Need> needs = needs(view);
    this.groups = groups(needs.stream().filter(need -> by(need).isPresent()).toList());
    this.slots = slots(needs.stream().filter(need -> by(need).isEmpty()).toList());
    this.fingerprint = hash();
  }

  private Optional<GroupBy> by(Need need) {
    return view.compiledFeatures().get(need.target().feature()).by();
  }

  private List<GroupSlot> groups(List<Need> needs) {
    return together(
            needs,
            need ->
                new GroupKey(
                    need.state().selection(),
                    by(need).orElseThrow().most(),
                    resolution(need.target())))
        .entrySet()
        .stream()
        .map(
            e ->
                new GroupSlot(
                    view.selections().get(e.getKey().selection()),
                    e.getKey().most(),
                    new Tiling(e.getKey().resolutionMillis()),
                    e.getValue().stream().map(Need::target).toList(),
                    slots(e.getValue())))
        .toList();
  }

  private List<Slot> slots(List<Need> needs) {
    return together(needs, StateLayout::key).entrySet().stream()
        .map(e -> slot(e.getKey(), e.getValue()))
        .toList();
  }

  private static <K> Map<K, List<Need>> together(List<Need> needs, Function<Need, K> key) {
    return needs.stream()
        .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
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
    ExactState state = need.state().state();
    long own = resolution(need.target());
    return switch (state.kind()) {
      case TALLY, TILE_TALLIES, OLDEST_EVENT -> key(need, own, Optional.empty());
      case NEWEST_EVENTS, NEWEST_TIME, DISTINCT_KEYS -> key(need, 0, Optional.empty());
      case VECTOR_SUMS ->
          new SlotKey(
              need.state().selection(), state.kind(), own, need.state().scale(), Optional.empty());
      case VALUE_COUNTS -> key(need, own, Optional.of(state));
      case DISTINCT_REGISTERS -> key(need, 0, Optional.of(state));
    };
  }

  private static SlotKey key(Need need, long resolutionMillis, Optional<ExactState> kept) {
    ViewState state = need.state();
    return new SlotKey(state.selection(), shared(state.state().kind()), resolutionMillis, 0, kept);
  }

  // The tiles of a tally serve those that ask for its total and those that ask for each tile.
  private static ExactState.Kind shared(ExactState.Kind kind) {
    return kind == ExactState.Kind.TILE_TALLIES ? ExactState.Kind.TALLY : kind;
  }

  private static long resolution(Target target) {
    return Tiling.of(target.window()).resolutionMillis();
  }

  private Slot slot(SlotKey key, List<Need> needs) {
    Selection selection = view.selections().get(key.selection());
    List<Target> targets = needs.stream().map(Need::target).toList();
    return switch (key.kind()) {
      case TALLY, TILE_TALLIES -> tiles(key, needs);
      case OLDEST_EVENT -> new OldestSlot(selection, new Tiling(key.resolutionMillis()), targets);
      case NEWEST_TIME -> new NewestTimeSlot(selection, targets);
      case VECTOR_SUMS -> vectors(key, needs);
      case NEWEST_EVENTS -> newest(key, needs);
      case DISTINCT_KEYS -> new DistinctSlot(selection, finest(needs), targets);
      case VALUE_COUNTS ->
          new KeyCountsSlot(
              selection, new Tiling(key.resolutionMillis()), (ValueCounts) key.state(), targets);
      case DISTINCT_REGISTERS ->
          new RegistersSlot(selection, finest(needs), (DistinctRegisters) key.state(), targets);
    };
  }

  /** Windows start at multiples of their resolutions, so at multiples of a divisor. */
  private Tiling finest(List<Need> needs) {
    return new Tiling(needs.stream().mapToLong(n -> resolution(n.target())).reduce(0, this::gcd));
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

  private Slot vectors(SlotKey key, List<Need> needs) {
    return new VectorSlot(
        view.selections().get(key.selection()),
        new Tiling(key.resolutionMillis()),
        key.scale(),
        needs.stream()
            .map(n -> new VectorSlot.Reader(n.target(), (VectorSums) n.asked()))
            .toList());
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

  private int hash() {
    String text =
        Stream.concat(
                groups.stream().map(GroupSlot::description), slots.stream().map(Slot::description))
            .collect(Collectors.joining("\n"));
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

  /** What is kept for groups of an entity; stands before the slots. */
  List<GroupSlot> groups() {
    return groups;
  }

  /** The slots of the entity itself, in the order of their bytes. */
  List<Slot> slots() {
    return slots;
  }

  /** Tells layouts apart: the first four bytes of the SHA-256 of the slots' descriptions. */
  int fingerprint() {
    return fingerprint;
  }
}
