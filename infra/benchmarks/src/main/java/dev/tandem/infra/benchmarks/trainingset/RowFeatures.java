package dev.tandem.infra.benchmarks.trainingset;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Computes the features of one user, item or user in a category, row by row. */
final class RowFeatures extends DoFn<KV<String, Iterable<RowEvent>>, KV<Long, String>> {
  private static final long serialVersionUID = 1L;

  private final Grouping grouping;

  RowFeatures(Grouping grouping) {
    this.grouping = grouping;
  }

  @ProcessElement
  public void compute(
      @Element KV<String, Iterable<RowEvent>> entity, OutputReceiver<KV<Long, String>> out) {
    List<RowEvent> events = new ArrayList<>();
    entity.getValue().forEach(events::add);
    events.sort(Comparator.comparingLong(RowEvent::time).thenComparingLong(RowEvent::id));
    Deque<Long> newest = new ArrayDeque<>();
    int seen = 0;
    for (RowEvent row : events) {
      if (row.isRow()) {
        for (; events.get(seen).time() < row.time(); seen++) {
          newest.addFirst(events.get(seen).partner(grouping));
          if (newest.size() > Workload.LISTED) {
            newest.removeLast();
          }
        }
        out.output(KV.of(row.id(), features(events.subList(0, seen), row.time(), newest)));
      }
    }
  }

  private String features(List<RowEvent> visible, long instant, Deque<Long> newest) {
    StringJoiner values = new StringJoiner(",");
    for (Span span : Span.ALL) {
      values.add(window(visible, instant - span.millis()));
    }
    return grouping == Grouping.USER ? values.add(newest.toString()).toString() : values.toString();
  }

  private String window(List<RowEvent> visible, long start) {
    Set<Long> distinct = new HashSet<>();
    long count = 0;
    long sum = 0;
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (int i = visible.size() - 1; i >= 0 && visible.get(i).time() >= start; i--) {
      RowEvent event = visible.get(i);
      distinct.add(event.partner(grouping));
      count++;
      sum += event.cents();
      min = Math.min(min, event.cents());
      max = Math.max(max, event.cents());
    }
    return count == 0
        ? "0,0.0,,,,0,"
        : count
            + ","
            + sum / 100.0
            + ","
            + sum / (count * 100.0)
            + ","
            + min / 100.0
            + ","
            + max / 100.0
            + ","
            + distinct.size()
            + ","
            + visible.get(visible.size() - 1).partner(grouping);
  }
}
