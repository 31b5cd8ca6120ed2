package dev.tandem.pipelines.dataset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/**
 * Writes all tallies of a pipeline, which have {@link TallyCoder}, into one file, for the driver to
 * read when it has ended.
 */
public final class WriteTallies extends PTransform<PCollection<Tally>, PDone> {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final String temporaryFolder;

  private WriteTallies(String file, String temporaryFolder) {
    this.file = file;
    this.temporaryFolder = temporaryFolder;
  }

  /** Writes to the tally file of a snapshot. */
  public static WriteTallies to(SnapshotFolder snapshot) {
    return new WriteTallies(snapshot.tallies(), snapshot.temporaryFolder());
  }

  /** Encodes tallies in their order. */
  static byte[] encode(List<Tally> tallies) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ListCoder.of(TallyCoder.of()).encode(tallies.stream().sorted().toList(), bytes);
    return bytes.toByteArray();
  }

  @Override
  public PDone expand(PCollection<Tally> tallies) {
    tallies
        .apply("to one", WithKeys.of(0))
        .setCoder(KvCoder.of(VarIntCoder.of(), TallyCoder.of()))
        .apply("gather", GroupByKey.create())
        .apply("write", ParDo.of(new WriteFile(file, temporaryFolder)));
    return PDone.in(tallies.getPipeline());
  }

  private static final class WriteFile extends DoFn<KV<Integer, Iterable<Tally>>, Void> {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final String temporaryFolder;

    WriteFile(String file, String temporaryFolder) {
      this.file = file;
      this.temporaryFolder = temporaryFolder;
    }

    @ProcessElement
    public void write(@Element KV<Integer, Iterable<Tally>> tallies) throws IOException {
      List<Tally> all = StreamSupport.stream(tallies.getValue().spliterator(), false).toList();
      Storage.write(file, temporaryFolder, encode(all));
    }
  }
}
