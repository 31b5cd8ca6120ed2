package dev.tandem.pipelines.keep;

import dev.tandem.pipelines.dataset.KeptPart;
import dev.tandem.pipelines.shard.Chunk;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Sends a part's name to the shard whose rows it holds. */
final class NamePart extends DoFn<KeptPart, KV<Integer, Chunk>> {
  private static final long serialVersionUID = 1L;

  private final KeptLanes lanes;

  NamePart(KeptLanes lanes) {
    this.lanes = lanes;
  }

  @ProcessElement
  public void name(@Element KeptPart part, OutputReceiver<KV<Integer, Chunk>> out) {
    out.output(KV.of(part.index(), lanes.named(part.file())));
  }
}
