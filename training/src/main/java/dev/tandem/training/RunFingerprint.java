package dev.tandem.training;

import dev.tandem.features.declaration.Model;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** What decides the bits of a run, in few characters. */
final class RunFingerprint {
  /** Settings that say how long a run goes on, not what it does: it may go on with others. */
  private static final List<String> LENGTH =
      List.of("epochs", "patience", "checkpoint_epochs", "checkpoint_steps");

  private RunFingerprint() {}

  /**
   * The fingerprint of training a model.
   *
   * @param trainingSet the fingerprint of the snapshot
   * @param serviceVersion of the feature service
   */
  static String of(Model model, String trainingSet, String serviceVersion) {
    Model lengthless = model.withTraining(model.training().without(LENGTH));
    String text = String.join("\n", trainingSet, serviceVersion, lengthless.toString());
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
