package dev.tandem.infra.benchmarks.trainingset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * The way Beam is usually written: an object for each event, grouped by user, item, and user in a
 * category; the features of a row, grouped by the row; no label. Always on the direct runner.
 */
record RowAtATimeEngine(int threads) implements Engine {

  @Override
  public void run(Path log, Path output) throws IOException {
    Files.createDirectories(output);
    DirectOptions options = PipelineOptionsFactory.as(DirectOptions.class);
    options.setRunner(DirectRunner.class);
    options.setTargetParallelism(threads);
    options.setEnforceImmutability(false);
    options.setEnforceEncodability(false);
    Pipeline pipeline = Pipeline.create(options);
    PCollection<RowEvent> events =
        pipeline
            .apply(TextIO.read().from(log.toString()))
            .apply(Filter.by((String line) -> !line.startsWith("event_id")))
            .apply(MapElements.into(TypeDescriptor.of(RowEvent.class)).via(RowEvent::parse))
            .setCoder(new RowEvent.RowEventCoder());
    List<PCollection<KV<Long, String>>> features = new ArrayList<>();
    for (Grouping grouping : Grouping.values()) {
      features.add(features(events, grouping));
    }
    PCollectionList.of(features)
        .apply(Flatten.pCollections())
        .apply("by row", GroupByKey.create())
        .apply(MapElements.into(TypeDescriptors.strings()).via(RowAtATimeEngine::line))
        .apply(TextIO.write().to(output.resolve("rows").toString()).withSuffix(".csv"));
    pipeline.run().waitUntilFinish();
  }

  private static PCollection<KV<Long, String>> features(
      PCollection<RowEvent> events, Grouping grouping) {
    return events
        .apply(
            "key " + grouping.view(),
            WithKeys.of((RowEvent event) -> event.key(grouping))
                .withKeyType(TypeDescriptors.strings()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), new RowEvent.RowEventCoder()))
        .apply("by " + grouping.view(), GroupByKey.create())
        .apply("features of " + grouping.view(), ParDo.of(new RowFeatures(grouping)))
        .setCoder(KvCoder.of(VarLongCoder.of(), StringUtf8Coder.of()));
  }

  private static String line(KV<Long, Iterable<String>> row) {
    List<String> parts = StreamSupport.stream(row.getValue().spliterator(), false).toList();
    return row.getKey() + "," + String.join(",", parts);
  }
}
