package dev.tandem.pipelines.events;

import java.util.List;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/** Spreads tasks over all workers. */
public final class ReadTasks extends PTransform<PBegin, PCollection<PartsTask>> {
  private static final long serialVersionUID = 1L;

  private final List<PartsTask> tasks;

  private ReadTasks(List<PartsTask> tasks) {
    this.tasks = tasks;
  }

  /** The given tasks, of which there may be none. */
  public static ReadTasks of(List<PartsTask> tasks) {
    return new ReadTasks(List.copyOf(tasks));
  }

  @Override
  public PCollection<PartsTask> expand(PBegin begin) {
    return begin
        .apply(Create.of(tasks).withCoder(SerializableCoder.of(PartsTask.class)))
        .apply(Reshuffle.viaRandomKey());
  }
}
