package dev.tandem.features.view;

import dev.tandem.features.aggregate.Aggregate;
import dev.tandem.features.aggregate.ExactState;
import dev.tandem.features.aggregate.NewestEvents;
import dev.tandem.features.declaration.AggregateFeature;
import dev.tandem.features.declaration.FeatureView;
import dev.tandem.features.declaration.Source;
import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the selections and states that the features of a view share. */
final class ViewPlan {
  private final FeatureView view;
  private final Source source;
  private final long ttlMillis;
  private final Map<List<Optional<String>>, Integer> selectionNumbers = new HashMap<>();
  private final List<Selection> selections = new ArrayList<>();
  private final List<ViewState> states = new ArrayList<>();
  private final List<CompiledFeature> features = new ArrayList<>();

  private ViewPlan(FeatureView view, Source source) {
    this.view = view;
    this.source = source;
    this.ttlMillis = view.ttl().map(Duration::toMillis).orElse(Long.MAX_VALUE);
  }

  static ViewPlan of(FeatureView view, Source source) {
    ViewPlan plan = new ViewPlan(view, source);
    view.features().forEach(plan::add);
    return plan;
  }

  List<Selection> selections() {
    return List.copyOf(selections);
  }

  List<ViewState> states() {
    return List.copyOf(states);
  }

  List<CompiledFeature> features() {
    return List.copyOf(features);
  }

  /** The oldest time of a newest event with which the view is not expired at an instant. */
  long liveSince(long instant) {
    return ttlMillis == Long.MAX_VALUE ? Long.MIN_VALUE : instant - ttlMillis;
  }

  private void add(AggregateFeature feature) {
    String name = view.name() + "." + feature.name();
    int own = selection(name, feature, feature.where());
    ValueType fieldType = selections.get(own).field().map(Field::type).orElse(ValueType.INT64);
    Aggregate aggregate = Aggregate.of(feature, fieldType);
    List<Integer> needed = new ArrayList<>();
    for (int i = 0; i < aggregate.states().size(); i++) {
      ExactState state = aggregate.states().get(i);
      int selection = selection(name, feature, aggregate.condition(feature, i));
      needed.add(shared(selection, state, state.isScaled() ? aggregate.scale() : 0));
    }
    features.add(
        new CompiledFeature(
            new Field(name, feature.type()),
            aggregate,
            feature.window(),
            needed,
            DefaultValue.of(name, feature)));
  }

  private int selection(String name, AggregateFeature feature, Optional<String> condition) {
    return selectionNumbers.computeIfAbsent(
        List.of(feature.field(), condition),
        key -> {
          selections.add(Selection.of(name, feature.field(), condition, source));
          return selections.size() - 1;
        });
  }

  private int shared(int selection, ExactState state, int scale) {
    if (state instanceof NewestEvents newest) {
      return sharedNewest(selection, newest);
    }
    return indexOf(states, new ViewState(selection, state, scale));
  }

  // The newest twenty events hold the newest one too.
  private int sharedNewest(int selection, NewestEvents newest) {
    for (int i = 0; i < states.size(); i++) {
      if (states.get(i).selection() == selection
          && states.get(i).state() instanceof NewestEvents known) {
        NewestEvents longer = known.limit() >= newest.limit() ? known : newest;
        states.set(i, new ViewState(selection, longer, 0));
        return i;
      }
    }
    return indexOf(states, new ViewState(selection, newest, 0));
  }

  private static <T> int indexOf(List<T> all, T wanted) {
    int known = all.indexOf(wanted);
    if (known >= 0) {
      return known;
    }
    all.add(wanted);
    return all.size() - 1;
  }
}
