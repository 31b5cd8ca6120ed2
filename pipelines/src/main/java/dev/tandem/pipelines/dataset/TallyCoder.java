package dev.tandem.pipelines.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;

/** The components one after the other, numbers with variable length. */
public final class TallyCoder extends AtomicCoder<Tally> {
  private static final long serialVersionUID = 1L;
  private static final TallyCoder INSTANCE = new TallyCoder();

  private TallyCoder() {}

  /** The coder. */
  public static TallyCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(Tally tally, OutputStream out) throws IOException {
    StringUtf8Coder.of().encode(tally.kind(), out);
    VarIntCoder.of().encode(tally.index(), out);
    VarLongCoder.of().encode(tally.rows(), out);
    VarLongCoder.of().encode(tally.bytes(), out);
    StringUtf8Coder.of().encode(tally.sha256(), out);
    VarLongCoder.of().encode(tally.minTime(), out);
    VarLongCoder.of().encode(tally.maxTime(), out);
  }

  @Override
  public Tally decode(InputStream in) throws IOException {
    return new Tally(
        StringUtf8Coder.of().decode(in),
        VarIntCoder.of().decode(in),
        VarLongCoder.of().decode(in),
        VarLongCoder.of().decode(in),
        StringUtf8Coder.of().decode(in),
        VarLongCoder.of().decode(in),
        VarLongCoder.of().decode(in));
  }

  @Override
  public void verifyDeterministic() {
    // The same tally always has the same bytes.
  }

  @Override
  public boolean consistentWithEquals() {
    return true;
  }
}
