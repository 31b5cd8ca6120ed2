package dev.tandem.infra.audit;

import java.nio.file.Path;
import java.util.List;

/** What an audit of a served log found. */
public record AuditReport(Path log, List<ServiceAudit> services) {
  public AuditReport {
    services = List.copyOf(services);
  }

  /** True if every row was recomputed, and nothing was found that has no reason. */
  public boolean isClean() {
    return services.stream().allMatch(s -> s.faults() == 0 && s.refused() == 0);
  }
}
