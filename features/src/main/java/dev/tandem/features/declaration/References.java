package dev.tandem.features.declaration;

import dev.tandem.features.table.Field;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Follows the names by which one part of a project refers to another; reports those of nothing. */
final class References {
  private final Project project;
  private final Findings findings;

  References(Project project, Findings findings) {
    this.project = project;
    this.findings = findings;
  }

  Optional<Entity> entity(String path, String name) {
    return find(path, name, "entities", project.entities(), Entity::name);
  }

  Optional<Source> source(String path, String name) {
    return find(path, name, "sources", project.sources(), Source::name);
  }

  Optional<FeatureService> service(String path, String name) {
    return find(path, name, "services", project.services(), FeatureService::name);
  }

  Optional<Label> label(String path, String name) {
    return find(path, name, "labels", project.labels(), Label::name);
  }

  Optional<TrainingSet> trainingSet(String path, String name) {
    return find(path, name, "training_sets", project.trainingSets(), TrainingSet::name);
  }

  Optional<SourceField> field(String path, Source source, String name) {
    String section = "sources." + source.name() + ".fields";
    return find(path, name, section, source.fields(), SourceField::name);
  }

  /** The field with this name, which must not be a vector: vectors are not compared. */
  void scalarField(String path, Source source, String name) {
    field(path, source, name)
        .filter(field -> field.type().isList())
        .ifPresent(
            field ->
                findings.report(
                    path,
                    "'" + name + "' is " + field.type().declaredName() + ", allowed: a scalar"));
  }

  /** The field a source must have because of what the path says, with this name and type. */
  void requireField(String path, Source source, Field wanted, String reason) {
    if (findings.isUnreadable("sources." + source.name() + ".fields." + wanted.name())) {
      return;
    }
    String where = "source '" + source.name() + "' ";
    String what = "'" + wanted.name() + "' (" + wanted.type().declaredName() + "), " + reason;
    Optional<SourceField> field = source.find(wanted.name());
    if (field.isEmpty()) {
      findings.report(path, where + "has no field " + what);
    } else if (field.get().type() != wanted.type()) {
      findings.report(
          path, where + "has " + field.get().type().declaredName() + " in place of " + what);
    }
  }

  /** The part with this name among all of its section, or empty with the mistake reported. */
  <T> Optional<T> find(
      String path, String name, String section, List<T> all, Function<T, String> nameOf) {
    Optional<T> found = all.stream().filter(t -> nameOf.apply(t).equals(name)).findFirst();
    boolean explained = findings.isUnreadable(FieldPath.of(section, name));
    if (found.isEmpty() && !explained) {
      findings.report(path, Refusal.unknownName(name, all.stream().map(nameOf).toList()));
    }
    return found;
  }
}
