package dev.tandem.features.declaration;

import dev.tandem.features.table.Field;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks feature services: their request fields and that each listed feature is one. */
final class ServiceCheck {
  private final Findings findings;
  private final Names names;
  private final OnDemandExpressions onDemand;

  ServiceCheck(Findings findings, OnDemandExpressions onDemand) {
    this.findings = findings;
    this.names = new Names(findings);
    this.onDemand = onDemand;
  }

  void check(Project project) {
    FeatureCatalog catalog = new FeatureCatalog(project);
    names.check("services", project.services().stream().map(FeatureService::name).toList());
    Map<String, Field> requested = new HashMap<>();
    for (FeatureService service : project.services()) {
      String path = "services." + service.name();
      names.check(path + ".request", service.request().stream().map(Field::name).toList());
      for (Field field : service.request()) {
        request(path + ".request." + field.name(), field, catalog, requested);
      }
      names.distinct(path + ".features", service.features());
      if (service.features().isEmpty()) {
        findings.reportUnlessFaulty(path + ".features", "empty, allowed: at least one feature");
      }
      features(path + ".features", service, catalog);
    }
  }

  private void request(
      String path, Field field, FeatureCatalog catalog, Map<String, Field> requested) {
    Set<String> taken = catalog.entityKeys().stream().map(Field::name).collect(Collectors.toSet());
    taken.add(FeatureCatalog.REQUEST_TIME.name());
    if (taken.contains(field.name())) {
      findings.report(path, "the name is taken by an entity key or request_time");
    }
    Field before = requested.putIfAbsent(field.name(), field);
    if (before != null && before.type() != field.type()) {
      findings.report(
          path,
          Refusal.value(
              field.type().declaredName(),
              before.type().declaredName() + ", as in another service with this field"));
    }
  }

  private void features(String path, FeatureService service, FeatureCatalog catalog) {
    List<String> selectable = catalog.selectable(service).stream().map(Field::name).toList();
    for (String feature : service.features()) {
      String element = FieldPath.element(path, feature);
      if (!selectable.contains(feature)) {
        if (!isExplained(service, feature)) {
          findings.report(element, Refusal.unknownName(feature, selectable));
        }
      } else {
        Set<String> reads = new HashSet<>(onDemand.reads(feature));
        reads.add(feature);
        requested(element, service, catalog, catalog.withGroupKeys(reads));
      }
    }
  }

  /** True if the name is of something that the reader or another check has reported. */
  private boolean isExplained(FeatureService service, String feature) {
    String[] parts = feature.split("\\.", 2);
    boolean ofView =
        parts.length == 2 && findings.isUnreadable("views." + parts[0] + ".features." + parts[1]);
    return ofView
        || findings.isUnreadable("views." + feature)
        || findings.isUnreadable("on_demand." + feature)
        || findings.isUnreadable("services." + service.name() + ".request." + feature)
        || findings.faulty().stream()
            .anyMatch(p -> p.startsWith("entities.") && p.endsWith(".key." + feature));
  }

  /** A feature may only read request fields that the service asks for. */
  private void requested(
      String path, FeatureService service, FeatureCatalog catalog, Set<String> reads) {
    Set<String> absent =
        catalog.requestFields().stream().map(Field::name).collect(Collectors.toSet());
    service.request().forEach(field -> absent.remove(field.name()));
    absent.retainAll(reads);
    for (String name : absent.stream().sorted().toList()) {
      findings.report(path, "reads '" + name + "', which is not a request field of this service");
    }
  }
}
