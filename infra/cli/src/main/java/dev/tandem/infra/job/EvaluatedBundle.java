package dev.tandem.infra.job;

import dev.tandem.features.bundle.ModelBundle;
import dev.tandem.features.dataset.LocalDataset;
import dev.tandem.features.declaration.Refusal;
import dev.tandem.training.evaluation.BundleEvaluation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A bundle and the dataset that it is to be measured on. */
public final class EvaluatedBundle {
  private final ModelBundle bundle;
  private final LocalDataset dataset;

  private EvaluatedBundle(ModelBundle bundle, LocalDataset dataset) {
    this.bundle = bundle;
    this.dataset = dataset;
  }

  /**
   * Finds both.
   *
   * @param folder of the bundle; empty means that of a model in the home
   * @param model its name; empty means the only one
   * @param dataset the name of a training set in the home, or the folder of any dataset; empty
   *     means the training set that the model was trained on
   * @throws JobFailedException if there is no such bundle or dataset
   */
  public static EvaluatedBundle find(
      TandemHome home, Optional<Path> folder, Optional<String> model, Optional<String> dataset) {
    ModelBundle bundle = ModelBundle.open(folder.orElseGet(() -> trained(home, model)));
    String rows = dataset.orElse(bundle.manifest().provenance().trainingSet());
    return new EvaluatedBundle(bundle, Datasets.find(home, rows));
  }

  private static Path trained(TandemHome home, Optional<String> model) {
    List<String> names = names(home.bundle("any").getParent());
    if (model.isPresent() && !names.contains(model.get())) {
      throw new JobFailedException("model: " + Refusal.unknownName(model.get(), names));
    }
    if (model.isEmpty() && names.size() != 1) {
      throw new JobFailedException(
          "there are several models in "
              + home.directory()
              + "; name one of "
              + String.join(", ", names)
              + " with --model");
    }
    return home.bundle(model.orElseGet(() -> names.get(0)));
  }

  private static List<String> names(Path bundles) {
    try (Stream<Path> entries = Files.list(bundles)) {
      List<String> names =
          entries
              .map(entry -> entry.getFileName().toString())
              .filter(name -> !name.startsWith("."))
              .sorted()
              .toList();
      if (!names.isEmpty()) {
        return names;
      }
    } catch (NoSuchFileException e) {
      throw new JobFailedException("there are no models in " + bundles + "; train one first", e);
    } catch (IOException e) {
      throw new UncheckedIOException("folder " + bundles + " cannot be read", e);
    }
    throw new JobFailedException("there are no models in " + bundles + "; train one first");
  }

  /** The evaluation on the rows of the test split. */
  public BundleEvaluation evaluation() {
    return BundleEvaluation.of(bundle, dataset);
  }
}
