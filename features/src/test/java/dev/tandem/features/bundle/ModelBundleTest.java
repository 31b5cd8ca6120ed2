package dev.tandem.features.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.features.declaration.NegativeSampling;
import dev.tandem.features.declaration.Options;
import dev.tandem.features.declaration.Task;
import dev.tandem.features.table.Field;
import dev.tandem.features.transform.BucketTransform;
import dev.tandem.features.transform.CategoricalTransform;
import dev.tandem.features.transform.InputProgram;
import dev.tandem.features.transform.NumericTransform;
import dev.tandem.features.type.ValueType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelBundleTest {
  @TempDir private Path directory;

  private static final byte[] ONNX = {1, 2, 3};
  private static final List<Tensor> WEIGHTS =
      List.of(
          Tensor.of("tower.weight", List.of(2, 2), new float[] {1, -2.5f, Float.MIN_VALUE, 0}),
          Tensor.of("scalar", List.of(), new float[] {7}),
          Tensor.of("empty ıİ", List.of(0, 4), new float[0]));

  private static BundleManifest manifest() {
    return manifest(Optional.empty(), Map.of());
  }

  private static BundleManifest manifest(
      Optional<NegativeSampling> negatives, Map<String, String> tuned) {
    Field price = new Field("price", ValueType.FLOAT64);
    Field user = new Field("user_id", ValueType.INT64);
    Field word = new Field("word", ValueType.STRING);
    InputProgram inputs =
        InputProgram.of(
            List.of(price, user, word),
            List.of(
                new NumericTransform(
                    price,
                    NumericTransform.Scale.LOG,
                    1 / 3.0,
                    0.1,
                    NumericTransform.Missing.FLAGGED),
                BucketTransform.of(price, List.of(-1.5, 1e300), 4),
                CategoricalTransform.ofLongs(user, new long[] {Long.MAX_VALUE, -1}, 8),
                CategoricalTransform.ofStrings(word, List.of("", "I\u0130\"\n", "null"), 8)));
    return new BundleManifest(
        "shop",
        "ranker",
        "ranking",
        "0f1e",
        "aitm",
        inputs,
        List.of(
            new BundledTask("click", Task.Kind.BINARY, Map.of("auc", 0.75, "log_loss", 0.3)),
            new BundledTask("rating", Task.Kind.REGRESSION, Map.of())),
        new Provenance(
            "ranking_rows",
            "abc",
            Long.MIN_VALUE,
            new Provenance.SplitRows(8, 1, 1),
            10,
            20,
            3,
            negatives,
            tuned));
  }

  private ModelBundle publish() {
    return BundleWriter.to(directory).publish(manifest(), ONNX, WEIGHTS);
  }

  @Test
  void publish_thenOpen_givesTheSame() {
    publish();
    ModelBundle bundle = ModelBundle.open(directory);
    assertThat(bundle.manifest()).isEqualTo(manifest());
    assertThat(bundle.onnx()).isEqualTo(ONNX);
    assertThat(bundle.weights()).isEqualTo(WEIGHTS);
  }

  @Test
  void publish_tunedSettings_areKept() {
    BundleManifest manifest = manifest(Optional.empty(), Map.of("architecture.tower", "[64, 32]"));

    BundleWriter.to(directory).publish(manifest, ONNX, WEIGHTS);

    assertThat(ModelBundle.open(directory).manifest()).isEqualTo(manifest);
  }

  @Test
  void publish_sampledNegatives_areKept() {
    BundleManifest manifest = manifest(Optional.of(new NegativeSampling("click", 0.1)), Map.of());

    BundleWriter.to(directory).publish(manifest, ONNX, WEIGHTS);

    assertThat(ModelBundle.open(directory).manifest()).isEqualTo(manifest);
  }

  @Test
  void publish_tasksAsDeclared_areKept() {
    Task click = new Task("click", Task.Kind.BINARY, "clicked", 1, Optional.empty());
    Task stars =
        new Task(
            "stars",
            Task.Kind.MULTICLASS,
            "rating",
            0.5,
            Optional.of("click"),
            Optional.of("click"),
            new Options(Map.of("classes", List.of("1", "2.5"))));
    BundleManifest all = manifest();
    BundleManifest manifest =
        new BundleManifest(
            all.project(),
            all.model(),
            all.service(),
            all.serviceVersion(),
            all.architecture(),
            all.inputs(),
            List.of(new BundledTask(click, Map.of()), new BundledTask(stars, Map.of("mae", 0.5))),
            all.provenance());

    BundleWriter.to(directory).publish(manifest, ONNX, WEIGHTS);

    assertThat(ModelBundle.open(directory).manifest()).isEqualTo(manifest);
  }

  @Test
  void publish_twice_theLatestCounts_theFirstStays() {
    ModelBundle first = publish();
    BundleWriter.to(directory).publish(manifest(), new byte[] {9}, WEIGHTS);
    assertThat(ModelBundle.open(directory).onnx()).containsExactly(9);
    assertThat(ModelBundle.open(first.directory()).onnx()).isEqualTo(ONNX);
  }

  @Test
  void publish_leavesNoHiddenFolder() throws IOException {
    publish();
    try (Stream<Path> versions = Files.list(directory.resolve("versions"))) {
      assertThat(versions)
          .extracting(p -> p.getFileName().toString())
          .containsExactly("00000000000000000001");
    }
  }

  @Test
  void open_unfinishedWrite_isNotSeen() throws IOException {
    publish();
    Files.createDirectories(directory.resolve("versions/.writing-crashed"));
    assertThat(ModelBundle.open(directory).onnx()).isEqualTo(ONNX);
  }

  @Test
  void open_nothingThere_saysSo() {
    assertThatThrownBy(() -> ModelBundle.open(directory))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot read the model bundle")
        .hasStackTraceContaining("there is no model bundle in");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bundle.json", "model.onnx", "weights.bin"})
  void open_flippedByte_isCorrupt(String name) throws IOException {
    Path file = publish().directory().resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    // The last byte of the manifest is a line end, so it stays readable as JSON.
    bytes[bytes.length - 1] ^= (byte) (name.equals("bundle.json") ? ' ' ^ '\n' : 1);
    Files.write(file, bytes);
    assertThatThrownBy(() -> ModelBundle.open(directory))
        .isInstanceOf(CorruptBundleException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("restore the bundle or train again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bundle.json", "model.onnx", "weights.bin", "SHA256SUMS"})
  void open_missingFile_isCorrupt(String name) throws IOException {
    Files.delete(publish().directory().resolve(name));
    assertThatThrownBy(() -> ModelBundle.open(directory))
        .isInstanceOf(CorruptBundleException.class)
        .hasMessageContaining(name + " is missing");
  }

  @Test
  void open_newerFormat_isRefusedWithWhatToDo() throws IOException {
    Path file = publish().directory().resolve("bundle.json");
    Files.writeString(
        file, Files.readString(file).replace("\"format_version\" : 2", "\"format_version\" : 3"));
    assertThatThrownBy(() -> ModelBundle.open(directory))
        .isInstanceOf(UnsupportedBundleException.class)
        .hasMessageContaining("has format version 3, this program reads up to 2; use the version");
  }

  @Test
  void open_noManifestJson_isCorrupt() throws IOException {
    Files.writeString(publish().directory().resolve("bundle.json"), "{");
    assertThatThrownBy(() -> ModelBundle.open(directory))
        .isInstanceOf(CorruptBundleException.class)
        .hasMessageContaining("is no bundle manifest");
  }

  /**
   * Bundles that were published stay readable: a folder for each format version, only ever added.
   */
  @ParameterizedTest
  @ValueSource(strings = {"golden-1", "golden-2"})
  void open_bundleOfAnEarlierVersion_isRead(String golden) throws Exception {
    ModelBundle bundle =
        ModelBundle.open(Path.of(ModelBundleTest.class.getResource(golden).toURI()));
    assertThat(bundle.manifest()).isEqualTo(manifest());
    assertThat(bundle.onnx()).isEqualTo(ONNX);
    assertThat(bundle.weights()).isEqualTo(WEIGHTS);
  }

  @Test
  void weights_bytes_areGolden() {
    byte[] bytes = WeightsCodec.encode(List.of(Tensor.of("w", List.of(1, 2), new float[] {1, -2})));
    assertThat(HexFormat.of().formatHex(bytes))
        .isEqualTo(
            "54444d57"
                + "01000000"
                + "01000000"
                + "0100000077"
                + "02000000"
                + "01000000"
                + "02000000"
                + "0000803f"
                + "000000c0"
                + "fdd055b6");
  }

  @Test
  void weights_everyFlippedBit_isNoticed() {
    byte[] bytes = WeightsCodec.encode(WEIGHTS);
    for (int i = 0; i < 8 * bytes.length; i++) {
      byte[] broken = bytes.clone();
      broken[i / 8] ^= (byte) (1 << (i % 8));
      assertThatThrownBy(() -> WeightsCodec.decode(broken))
          .isInstanceOfAny(CorruptBundleException.class, UnsupportedBundleException.class);
    }
  }

  @Test
  void weights_cutShort_areCorrupt() {
    byte[] bytes = WeightsCodec.encode(WEIGHTS);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> WeightsCodec.decode(cut)).isInstanceOf(CorruptBundleException.class);
    }
  }
}
