package dev.tandem.training.explain;

import dev.tandem.training.learner.GateListener;
import dev.tandem.training.learner.Learner;
import dev.tandem.training.network.GateWeights;
import dev.tandem.training.rows.TrainingRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Gathers the weights of a network's gates by segments of rows. */
final class GateLook implements GateListener {
  private final int[] all;
  private final List<RowSegments> groupings;
  private final Map<String, Gathered> gates = new LinkedHashMap<>();

  private GateLook(int rows, List<RowSegments> groupings) {
    this.all = RowSegments.none(rows);
    this.groupings = groupings;
  }

  /** The weights of one gate, in all rows and by each of the groupings. */
  private record Gathered(List<String> mixed, SegmentWeights all, List<SegmentWeights> bySegment) {}

  /** The shares of each gate among those rows; none for a network without gates. */
  static List<GateShares> of(Learner learner, TrainingRows rows, int[] order) {
    GateLook look = new GateLook(order.length, RowSegments.of(rows, order));
    learner.showGates(order, look);
    return look.gates.entrySet().stream()
        .map(gate -> look.shares(gate.getKey(), gate.getValue()))
        .toList();
  }

  @Override
  public void passed(int from, int rows, Map<String, GateWeights> weights) {
    weights.forEach(
        (name, gate) -> {
          Gathered gathered = gates.computeIfAbsent(name, first -> gathered(gate.mixed()));
          gathered.all().add(gate.values(), rows, all, from);
          for (int i = 0; i < groupings.size(); i++) {
            gathered
                .bySegment()
                .get(i)
                .add(gate.values(), rows, groupings.get(i).segmentOf(), from);
          }
        });
  }

  private Gathered gathered(List<String> mixed) {
    return new Gathered(
        mixed,
        new SegmentWeights(1, mixed.size()),
        groupings.stream()
            .map(grouping -> new SegmentWeights(grouping.names().size(), mixed.size()))
            .toList());
  }

  private GateShares shares(String gate, Gathered gathered) {
    List<GateShares.Segment> segments = new ArrayList<>();
    for (int i = 0; i < groupings.size(); i++) {
      RowSegments grouping = groupings.get(i);
      SegmentWeights weights = gathered.bySegment().get(i);
      for (int segment = 0; segment < weights.segments(); segment++) {
        if (weights.rows(segment) > 0) {
          String value = grouping.names().get(segment);
          segments.add(new GateShares.Segment(grouping.feature(), value, share(weights, segment)));
        }
      }
    }
    return new GateShares(gate, gathered.mixed(), share(gathered.all(), 0), segments);
  }

  private static GateShares.Share share(SegmentWeights weights, int segment) {
    return new GateShares.Share(
        weights.rows(segment),
        IntStream.range(0, weights.inputs()).mapToObj(i -> weights.mean(segment, i)).toList(),
        IntStream.range(0, weights.inputs()).mapToObj(i -> weights.deviation(segment, i)).toList());
  }
}
