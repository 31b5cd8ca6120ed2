package dev.tandem.pipelines.backfill;

import dev.tandem.pipelines.dataset.SnapshotFolder;
import dev.tandem.pipelines.dataset.Tally;
import dev.tandem.pipelines.dataset.TallyCoder;
import dev.tandem.pipelines.dataset.WriteTallies;
import dev.tandem.pipelines.events.PartsTask;
import dev.tandem.pipelines.events.ReadTasks;
import dev.tandem.pipelines.events.ShipEvents;
import dev.tandem.pipelines.shard.Chunk;
import dev.tandem.pipelines.shard.ChunkCoder;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Partition;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Joins rows to a service's features as of their times and to labels, and writes the result.
 *
 * <p>If it ends well, all parts are complete and the tallies are in the snapshot's tally file.
 *
 * @see JoinSpec
 */
public final class JoinFeatures extends PTransform<PBegin, PDone> {
  private static final long serialVersionUID = 1L;

  private final JoinSpec spec;
  private final SpineSpec spine;
  private final List<PartsTask> rows;
  private final List<PartsTask> events;
  private final SnapshotFolder snapshot;
  private final EarlierRows earlier;
  private final KeysToJoin keys;

  private JoinFeatures(
      JoinSpec spec,
      SpineSpec spine,
      List<PartsTask> rows,
      List<PartsTask> events,
      SnapshotFolder snapshot,
      EarlierRows earlier,
      KeysToJoin keys) {
    this.spec = spec;
    this.spine = spine;
    this.rows = List.copyOf(rows);
    this.events = List.copyOf(events);
    this.snapshot = snapshot;
    this.earlier = earlier;
    this.keys = keys;
  }

  /**
   * Joins the rows in {@code rows} to the events in {@code events}.
   *
   * @param rows the parts of the spine; their columns include all that the plan reads of rows
   * @param events the parts of every source that is joined
   * @param snapshot where the result goes
   */
  public static JoinFeatures of(
      JoinSpec spec,
      SpineSpec spine,
      List<PartsTask> rows,
      List<PartsTask> events,
      SnapshotFolder snapshot) {
    return new JoinFeatures(
        spec, spine, rows, events, snapshot, EarlierRows.none(), KeysToJoin.all());
  }

  /**
   * The same with rows of an earlier snapshot, which {@code spine} does not compute again.
   *
   * @param keysOfRows the keys of those that it does
   */
  public JoinFeatures with(EarlierRows others, KeysToJoin keysOfRows) {
    return new JoinFeatures(spec, spine, rows, events, snapshot, others, keysOfRows);
  }

  @Override
  public PDone expand(PBegin begin) {
    PCollectionTuple read =
        begin
            .apply("rows", ReadTasks.of(rows))
            .apply(
                "read rows",
                ParDo.of(new ReadSpine(spec, spine, snapshot.chunks()))
                    .withOutputTags(
                        ReadSpine.KEYS,
                        TupleTagList.of(List.of(ReadSpine.ROWS, ReadSpine.TALLIES))));
    JoinPlan plan = spec.plan();
    ShipEvents ship =
        new ShipEvents(plan.needs(), spec.joinShards(), snapshot.chunks())
            .filtered(plan.filters(keys, spine.from()));
    PCollection<KV<Integer, Chunk>> eventChunks =
        begin
            .apply("events", ReadTasks.of(events))
            .apply("read events", ParDo.of(ship))
            .setCoder(ChunkCoder.keyed());
    PCollection<KV<Integer, Chunk>> kept = read.get(ReadSpine.ROWS).setCoder(ChunkCoder.keyed());
    PCollection<KV<Integer, Chunk>> keys = read.get(ReadSpine.KEYS).setCoder(ChunkCoder.keyed());
    PCollectionList<KV<Integer, Chunk>> eventsOfRounds = byRound(eventChunks);
    PCollectionList<KV<Integer, Chunk>> columns = PCollectionList.of(kept);
    PCollectionList<KV<Integer, Chunk>> passedOn = PCollectionList.of(kept);
    for (int round = 0; round < eventsOfRounds.size(); round++) {
      PCollectionTuple joined =
          PCollectionList.of(eventsOfRounds.get(round))
              .and(round == 0 ? keys : rowsOfRound(passedOn, round))
              .apply(named("events and rows", round), Flatten.pCollections())
              .apply(named("by key", round), GroupByKey.create())
              .apply(
                  named("join", round),
                  ParDo.of(new JoinShard(spec, snapshot.chunks()))
                      .withOutputTags(JoinShard.JOINED, TupleTagList.of(JoinShard.PASSED_ON)));
      columns = columns.and(joined.get(JoinShard.JOINED).setCoder(ChunkCoder.keyed()));
      passedOn = passedOn.and(joined.get(JoinShard.PASSED_ON).setCoder(ChunkCoder.keyed()));
    }
    PCollection<Tally> written =
        columns
            .and(begin.apply("earlier rows", earlier.send(spec, snapshot.chunks())))
            .apply("rows and columns", Flatten.pCollections())
            .apply("by row", GroupByKey.create())
            .apply("assemble", ParDo.of(new AssembleShard(spec, earlier, snapshot)))
            .setCoder(TallyCoder.of());
    return PCollectionList.of(written)
        .and(read.get(ReadSpine.TALLIES).setCoder(TallyCoder.of()))
        .apply("all tallies", Flatten.pCollections())
        .apply("tallies", WriteTallies.to(snapshot));
  }

  /** The events that each round joins. */
  private PCollectionList<KV<Integer, Chunk>> byRound(PCollection<KV<Integer, Chunk>> events) {
    JoinPlan plan = spec.plan();
    int rounds = plan.rounds().size();
    if (rounds == 1) {
      return PCollectionList.of(events);
    }
    int[] roundOf = IntStream.range(0, plan.groups().size()).map(plan::roundOf).toArray();
    int shards = spec.joinShards();
    return events.apply(
        "by round", Partition.of(rounds, (chunk, n) -> roundOf[chunk.getKey() / shards]));
  }

  /** The rows with all that earlier rounds have found out about them. */
  private PCollection<KV<Integer, Chunk>> rowsOfRound(
      PCollectionList<KV<Integer, Chunk>> passedOn, int round) {
    return passedOn
        .apply(named("rows and keys", round), Flatten.pCollections())
        .apply(named("keys by row", round), GroupByKey.create())
        .apply(named("send rows", round), ParDo.of(new SendRows(spec, round, snapshot.chunks())))
        .setCoder(ChunkCoder.keyed());
  }

  private static String named(String step, int round) {
    return round == 0 ? step : step + ", round " + (round + 1);
  }
}
