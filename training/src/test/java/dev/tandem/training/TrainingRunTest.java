package dev.tandem.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import dev.tandem.features.arrow.Compression;
import dev.tandem.features.bundle.BundleManifest;
import dev.tandem.features.bundle.ModelBundle;
import dev.tandem.features.dataset.DatasetLayout;
import dev.tandem.features.dataset.LocalDataset;
import dev.tandem.features.dataset.LocalDatasetWriter;
import dev.tandem.features.declaration.FeatureService;
import dev.tandem.features.declaration.InvalidDeclarationException;
import dev.tandem.features.declaration.Model;
import dev.tandem.features.declaration.NegativeSampling;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.TrainingSet;
import dev.tandem.features.event.EventColumns;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.table.DoubleColumn;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.training.architecture.Aitm;
import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.export.ExportMismatchException;
import dev.tandem.training.network.Network;
import dev.tandem.training.network.Phase;
import dev.tandem.training.onnx.OnnxGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {
  private static final Funnel FUNNEL = new Funnel(3_000, 3, 4, 7);

  @TempDir private Path folder;

  private static Project project(Model model) {
    return project(model, Optional.empty());
  }

  private static Project project(Model model, Optional<NegativeSampling> negatives) {
    List<String> names = FUNNEL.layout().stream().map(Field::name).toList();
    return new Project(
        "shop",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(new FeatureService("ranking", FUNNEL.layout(), names)),
        List.of(),
        List.of(
            new TrainingSet(
                "rows", "source", Optional.empty(), "ranking", Funnel.TASKS, negatives)),
        List.of(model));
  }

  private static Model model(String architecture) {
    return FUNNEL.model(architecture, "epochs", "2", "seed", "5", "batch_size", "256");
  }

  private Path trainingSet() throws IOException {
    return trainingSet(FUNNEL.table());
  }

  private Path trainingSet(Table table) throws IOException {
    Path root = folder.resolve("rows");
    try (LocalDatasetWriter writer =
        LocalDatasetWriter.open(root, table.fields(), Compression.NONE)) {
      writer.write(table);
      writer.publish(Map.of(), Optional.empty(), "f00d");
    }
    return root;
  }

  private TrainingRun run(Model model) throws IOException {
    return TrainingRun.of(project(model), "ranker", trainingSet(), folder.resolve("bundle"));
  }

  @Test
  void run_publishesABundleThatSaysWhereItIsFrom() throws IOException {
    TrainingReport report = run(model("aitm")).run(ProgressListener.SILENT);
    ModelBundle bundle = ModelBundle.open(folder.resolve("bundle"));
    BundleManifest manifest = bundle.manifest();
    assertThat(bundle.directory()).isEqualTo(report.bundle());
    assertThat(manifest.project()).isEqualTo("shop");
    assertThat(manifest.service()).isEqualTo("ranking");
    assertThat(manifest.serviceVersion())
        .isEqualTo(CompiledService.compile(project(model("aitm")), "ranking").version());
    assertThat(manifest.architecture()).isEqualTo("aitm");
    assertThat(manifest.inputs().layout()).isEqualTo(FUNNEL.layout());
    assertThat(manifest.tasks())
        .extracting("name")
        .containsExactly("click", "cart", "purchase", "rating");
    assertThat(manifest.tasks().get(0).metrics()).isEqualTo(report.test().get(0).values());
    assertThat(manifest.provenance().trainingSetFingerprint()).isEqualTo("f00d");
    assertThat(manifest.provenance().seed()).isEqualTo(5);
    assertThat(manifest.provenance().rows()).isEqualTo(report.rows());
    assertThat(manifest.provenance().epochs()).isEqualTo(report.bestEpoch());
    assertThat(manifest.provenance().testFromMillis())
        .isGreaterThan(manifest.provenance().validationFromMillis());
    assertThat(report.epochs()).hasSize(2);
  }

  @Test
  void run_rowsOfAnotherServiceVersion_areRefused() throws IOException {
    String declared = CompiledService.compile(project(model("aitm")), "ranking").version();
    TrainingRun run = run(model("aitm"));
    LocalDataset rows = LocalDataset.openLatest(folder.resolve("rows")).orElseThrow();
    Path provenance =
        Path.of(
            DatasetLayout.provenance(
                folder.resolve("rows").toString(), rows.manifest().snapshot()));
    Files.writeString(provenance, "{\"serviceVersion\": \"another\"}");

    assertThatThrownBy(() -> run.run(ProgressListener.SILENT))
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessage(
            "training_sets.rows.service: its newest snapshot holds version another of feature"
                + " service 'ranking', which is declared in version "
                + declared
                + "; backfill it again");
    assertThat(folder.resolve("bundle")).doesNotExist();

    Files.writeString(provenance, "{\"serviceVersion\": \"" + declared + "\"}");
    assertThat(run.run(ProgressListener.SILENT).test()).hasSize(4);
  }

  /** The rows with a rate for each of them, some 1 and some 0.25. */
  private Path sampledTrainingSet() throws IOException {
    Table table = FUNNEL.table();
    double[] rates = new double[table.rows()];
    for (int row = 0; row < rates.length; row++) {
      rates[row] = table.longs("label.click").value(row) == 1 ? 1 : 0.25;
    }
    return trainingSet(
        Table.builder(table.rows())
            .addAll(table)
            .add(EventColumns.RATE, DoubleColumn.of(rates))
            .build());
  }

  @Test
  void run_sampledNegatives_areInTheProvenance() throws IOException {
    Optional<NegativeSampling> negatives = Optional.of(new NegativeSampling("click", 0.25));
    Model model = model("shared_bottom");

    TrainingRun.of(
            project(model, negatives), "ranker", sampledTrainingSet(), folder.resolve("bundle"))
        .run(ProgressListener.SILENT);

    assertThat(ModelBundle.open(folder.resolve("bundle")).manifest().provenance().negatives())
        .isEqualTo(negatives);
  }

  @Test
  void run_negativesSampledOtherwise_asksForABackfill() throws IOException {
    Model model = model("shared_bottom");
    Path sampled = sampledTrainingSet();

    for (Optional<NegativeSampling> declared :
        List.of(
            Optional.<NegativeSampling>empty(), Optional.of(new NegativeSampling("click", 0.5)))) {
      assertThatThrownBy(
              () ->
                  TrainingRun.of(
                          project(model, declared), "ranker", sampled, folder.resolve("bundle"))
                      .run(ProgressListener.SILENT))
          .isInstanceOf(InvalidDeclarationException.class)
          .hasMessageContaining(
              "training_sets.rows.negatives: changed since its newest snapshot was written;"
                  + " backfill it again");
    }
  }

  @Test
  void run_writesThePredictionsOfTheTestRows() throws IOException {
    TrainingReport report = run(model("shared_bottom")).run(ProgressListener.SILENT);
    Table predictions = LocalDataset.openLatest(report.predictions()).orElseThrow().read();
    assertThat(predictions.fields())
        .extracting(Field::name)
        .containsExactly(
            "__time",
            "__id_hi",
            "__id_lo",
            "label.click",
            "label.cart",
            "label.purchase",
            "label.rating",
            "p.click",
            "p.cart",
            "p.purchase",
            "p.rating");
    assertThat(predictions.rows()).isEqualTo(report.rows().test());
    for (int row = 0; row < predictions.rows(); row++) {
      int id = (int) predictions.longs("__id_lo").value(row);
      assertThat(predictions.longs("label.click").value(row))
          .isEqualTo(FUNNEL.table().longs("label.click").value(id));
      assertThat(predictions.doubles("p.click").value(row)).isBetween(0.0, 1.0);
    }
  }

  @Test
  void run_again_isANewVersionWithTheSameContents() throws IOException {
    TrainingRun run = run(model("aitm"));
    ModelBundle first = ModelBundle.open(run.run(ProgressListener.SILENT).bundle());
    ModelBundle second = ModelBundle.open(run.run(ProgressListener.SILENT).bundle());
    assertThat(second.directory()).isNotEqualTo(first.directory());
    assertThat(second.manifest()).isEqualTo(first.manifest());
    assertThat(second.weights()).isEqualTo(first.weights());
    assertThat(second.onnx()).isEqualTo(first.onnx());
  }

  @Test
  void run_architectureOfAnExtension_isFound() throws IOException {
    assertThat(run(model("linear")).run(ProgressListener.SILENT).architecture())
        .isEqualTo("linear");
  }

  @Test
  void run_exportThatDiffers_publishesNothing() throws IOException {
    TrainingRun run = run(model("wrong_export")).with(new WrongExport());
    assertThatThrownBy(() -> run.run(ProgressListener.SILENT))
        .isInstanceOf(ExportMismatchException.class)
        .hasMessageContaining("nothing is published");
    assertThat(folder.resolve("bundle")).doesNotExist();
  }

  @Test
  void run_noSnapshot_saysWhatToDo() {
    TrainingRun run =
        TrainingRun.of(
            project(model("aitm")), "ranker", folder.resolve("none"), folder.resolve("bundle"));
    assertThatThrownBy(() -> run.run(ProgressListener.SILENT))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot train 'ranker' on")
        .hasMessageContaining("there is no snapshot of the training set 'rows'; backfill it first");
  }

  @Test
  void of_unknownModel_namesTheDeclared() {
    assertThatThrownBy(() -> TrainingRun.of(project(model("aitm")), "ranger", folder, folder))
        .isInstanceOf(InvalidDeclarationException.class)
        .hasMessage("ranger: no such model, declared: ranker");
  }

  /** An architecture whose export forgets to add one to its logits. */
  private static final class WrongExport extends AbstractModule {
    @Override
    protected void configure() {
      MapBinder.newMapBinder(binder(), String.class, Architecture.class)
          .addBinding("wrong_export")
          .toInstance((shape, context) -> new Shifted(new Aitm().build(shape, context)));
    }
  }

  private record Shifted(Network network) implements Network {
    @Override
    public void forward(float[] inputs, int rows, Phase phase) {
      network.forward(inputs, rows, phase);
      for (int i = 0; i < rows; i++) {
        network.output(0)[i] += 1;
      }
    }

    @Override
    public float[] output(int task) {
      return network.output(task);
    }

    @Override
    public void backward(
        float[] inputs, float[][] outputGradients, int rows, float[] inputGradient) {
      network.backward(inputs, outputGradients, rows, inputGradient);
    }

    @Override
    public List<String> export(OnnxGraph graph, String inputs) {
      return network.export(graph, inputs);
    }
  }
}
