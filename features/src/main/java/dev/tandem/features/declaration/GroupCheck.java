package dev.tandem.features.declaration;

import dev.tandem.features.table.Field;
import dev.tandem.features.type.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks by what features tell groups apart, that a row can know which group it reads, and that
 * views do not wait for each other.
 */
final class GroupCheck {
  private static final int MOST_GROUPS = 10_000;

  private final Findings findings;
  private final References references;
  private final FeatureCatalog catalog;

  GroupCheck(Findings findings, References references, Project project) {
    this.findings = findings;
    this.references = references;
    this.catalog = new FeatureCatalog(project);
  }

  void check(String path, FeatureView view, Optional<Source> source, GroupBy by) {
    if (by.most() < 1 || by.most() > MOST_GROUPS) {
      findings.report(
          path + ".most",
          Refusal.value(String.valueOf(by.most()), "a whole number from 1 to " + MOST_GROUPS));
    }
    Optional<ValueType> type =
        source
            .flatMap(s -> references.field(path + ".field", s, by.field()))
            .map(SourceField::type);
    if (type.isPresent() && !Entity.KEY_TYPES.contains(type.get())) {
      findings.report(
          path + ".field",
          "'" + by.field() + "' is " + type.get().declaredName() + ", allowed: int64, string");
    } else {
      key(path + ".key", view, by, type);
    }
  }

  private void key(String path, FeatureView view, GroupBy by, Optional<ValueType> type) {
    List<Field> allowed = allowed(view);
    Optional<Field> key = allowed.stream().filter(f -> f.name().equals(by.key())).findFirst();
    if (key.isEmpty()) {
      if (!new FaultyNames(findings).areIn(by.key())) {
        findings.report(
            path, Refusal.unknownName(by.key(), allowed.stream().map(Field::name).toList()));
      }
    } else if (type.isPresent() && key.get().type() != type.get()) {
      findings.report(
          path,
          "'"
              + by.key()
              + "' is "
              + key.get().type().declaredName()
              + ", but field '"
              + by.field()
              + "' is "
              + type.get().declaredName());
    } else {
      circle(path, view, by);
    }
  }

  /** Entity keys, request fields, and features of other views that are not kept for groups. */
  private List<Field> allowed(FeatureView view) {
    List<Field> allowed = new ArrayList<>(catalog.entityKeys());
    allowed.addAll(catalog.requestFields());
    catalog.viewFeatures().stream()
        .filter(f -> catalog.groupKeyOf(f.name()).isEmpty())
        .filter(f -> !catalog.viewOf(f.name()).equals(Optional.of(view)))
        .forEach(allowed::add);
    return allowed;
  }

  private void circle(String path, FeatureView view, GroupBy by) {
    Optional<FeatureView> other = catalog.viewOf(by.key());
    if (other.isPresent() && waitsFor(other.get(), view, new ArrayList<>())) {
      findings.report(
          path,
          "views '"
              + view.name()
              + "' and '"
              + other.get().name()
              + "' read their groups by each other's features, directly or by way of others");
    }
  }

  private boolean waitsFor(FeatureView view, FeatureView wanted, List<FeatureView> seen) {
    if (seen.contains(view)) {
      return false;
    }
    seen.add(view);
    return view.features().stream()
        .flatMap(feature -> feature.by().stream())
        .flatMap(by -> catalog.viewOf(by.key()).stream())
        .anyMatch(next -> next.equals(wanted) || waitsFor(next, wanted, seen));
  }
}
