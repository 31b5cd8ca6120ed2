package dev.tandem.infra.job;

import dev.tandem.pipelines.ledger.StepReport;
import dev.tandem.pipelines.ledger.StepResult;
import dev.tandem.pipelines.ledger.Work;
import dev.tandem.training.TrainingReport;
import java.util.Locale;
import java.util.Map;

/** What the ledger is told of a training. */
record TrainedModel(TrainingReport report) implements StepReport {
  @Override
  public StepResult step() {
    long rows = report.rows().training();
    return new StepResult(
        Work.everything("a model is always trained anew"),
        "",
        report.bundle().toString(),
        "",
        Map.of("train_rows", rows, "epochs", (long) report.epochs().size()),
        String.format(Locale.ROOT, "%,d rows, %d epochs", rows, report.epochs().size()));
  }
}
