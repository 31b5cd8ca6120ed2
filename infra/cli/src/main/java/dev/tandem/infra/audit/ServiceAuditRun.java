package dev.tandem.infra.audit;

import dev.tandem.features.dataset.LocalDataset;
import dev.tandem.features.declaration.OutcomeLabel;
import dev.tandem.features.declaration.Project;
import dev.tandem.features.declaration.TrainingSet;
import dev.tandem.features.registry.Registry;
import dev.tandem.features.service.CompiledService;
import dev.tandem.features.table.Field;
import dev.tandem.features.table.Table;
import dev.tandem.infra.job.TandemHome;
import dev.tandem.pipelines.PipelineSettings;
import dev.tandem.serving.log.ServedColumns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The audit of one service's log, batch by batch. Not thread-safe. */
final class ServiceAuditRun {
  private final CompiledService service;
  private final TandemHome home;
  private final PipelineSettings settings;
  private final Recomputation recomputation;
  private final ServedAgainstOffline comparison;
  private final Versions versions;
  private final CalibrationTally calibration;
  private final Optional<TrainingSet> trainingSet;
  private final Optional<DriftTally> drift;
  private final Set<String> notes = new LinkedHashSet<>();
  private final Set<String> unlogged = new TreeSet<>();
  private long rows;
  private long files;
  private long refused;

  ServiceAuditRun(
      Project project, String name, TandemHome home, PipelineSettings settings, int examples) {
    this.service = CompiledService.compile(project, name);
    this.home = home;
    this.settings = settings;
    this.recomputation = new Recomputation(project, service);
    this.comparison = new ServedAgainstOffline(service, examples);
    this.versions = new Versions(project, service);
    this.calibration = new CalibrationTally(project, name);
    this.trainingSet =
        project.trainingSets().stream()
            .filter(set -> set.service().equals(name))
            .filter(set -> open(set).isPresent())
            .findFirst();
    this.drift = trainingSet.flatMap(this::open).map(set -> DriftTally.of(service, set));
    if (drift.isEmpty()) {
      notes.add("no training set of the service has been computed, so drift is not measured");
    }
  }

  private Optional<LocalDataset> open(TrainingSet set) {
    try {
      return LocalDataset.openLatest(home.trainingSet(set.name()));
    } catch (IOException e) {
      throw new UncheckedIOException("training set " + set.name() + " cannot be read", e);
    }
  }

  /** The rows so far. */
  long rows() {
    return rows;
  }

  void add(LogBatch batch) {
    Table served = batch.rows();
    rows += served.rows();
    files += batch.files();
    versions.add(served.strings(ServedColumns.SERVICE_VERSION));
    drift.ifPresent(tally -> tally.add(served));
    List<Field> missing =
        recomputation.given().stream().filter(f -> !served.fields().contains(f)).toList();
    if (!missing.isEmpty()) {
      refused += served.rows();
      missing.forEach(
          field ->
              notes.add(
                  "rows were served without the "
                      + field.type().declaredName()
                      + " "
                      + field.name()
                      + " that the service reads now; they cannot be recomputed"));
      return;
    }
    compare(served);
  }

  private void compare(Table served) {
    List<Field> given = List.copyOf(recomputation.given());
    List<OutcomeLabel> labels = calibration.labels(given);
    notes.addAll(calibration.obstacles(given));
    Recomputed recomputed = recomputation.run(served, labels, settings);
    comparison.add(served, recomputed);
    calibration.add(served, recomputed, labels);
    service.features().stream()
        .map(Field::name)
        .filter(name -> served.find(name).isEmpty())
        .forEach(unlogged::add);
  }

  ServiceAudit audit() {
    unlogged.forEach(name -> notes.add("rows were served without feature " + name));
    return new ServiceAudit(
        service.declaration().name(),
        service.version(),
        rows,
        files,
        refused,
        versions.explained(Registry.open(home.registry())),
        comparison.features(),
        trainingSet.map(TrainingSet::name),
        drift.map(DriftTally::drifts).orElse(List.of()),
        calibration.calibrations(),
        List.copyOf(notes));
  }
}
