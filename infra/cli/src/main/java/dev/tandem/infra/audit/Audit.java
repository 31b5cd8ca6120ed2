package dev.tandem.infra.audit;

import dev.tandem.features.declaration.Project;
import dev.tandem.infra.job.JobFailedException;
import dev.tandem.infra.job.JobListener;
import dev.tandem.infra.job.TandemHome;
import dev.tandem.pipelines.PipelineSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Recomputes a served log from the ingested sources and compares: what was served with what the
 * training pipeline computes, with what was trained on, and with what happened.
 *
 * <p>Memory is bounded by {@link #BATCH_ROWS}, whatever the size of the log.
 */
public final class Audit {
  /** How many rows are shown of each verdict on a feature, unless somebody wants more. */
  public static final int EXAMPLES = 2;

  /** The served rows that are joined at a time. */
  static final int BATCH_ROWS = 100_000;

  private final Project project;
  private final TandemHome home;
  private final PipelineSettings settings;
  private final int examples;
  private final JobListener listener;

  /**
   * An audit of a valid project.
   *
   * @param home where its sources, its training sets and its registry are
   * @param examples how many rows are shown of each verdict on a feature
   */
  public Audit(
      Project project,
      TandemHome home,
      PipelineSettings settings,
      int examples,
      JobListener listener) {
    this.project = project;
    this.home = home;
    this.settings = settings;
    this.examples = examples;
    this.listener = listener;
  }

  /**
   * Audits the log in a folder.
   *
   * @throws JobFailedException if it has no file, or is of a service that is not declared
   * @throws dev.tandem.pipelines.NotStagedException if a source has not been ingested
   */
  public AuditReport run(Path log) {
    LogReader reader = new LogReader(log, BATCH_ROWS);
    List<ServiceAudit> services = new ArrayList<>();
    for (String service : reader.services()) {
      if (project.services().stream().noneMatch(s -> s.name().equals(service))) {
        throw new JobFailedException(
            log.resolve(service) + " is the log of a service that is not declared");
      }
      listener.begin("audit " + service);
      ServiceAuditRun run = new ServiceAuditRun(project, service, home, settings, examples);
      reader.forEachBatch(
          service,
          batch -> {
            run.add(batch);
            listener.reached(run.rows(), run.rows(), "served rows");
          });
      ServiceAudit audit = run.audit();
      services.add(audit);
      listener.done(
          String.format(
              Locale.ROOT,
              "%,d rows x %d features: %,d mismatches",
              audit.rows(),
              audit.features().size(),
              audit.faults()));
    }
    return new AuditReport(log, services);
  }
}
