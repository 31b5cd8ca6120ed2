package dev.tandem.features.declaration;

import java.util.List;
import java.util.Set;

/** Checks that a project means something: that its names refer to things that fit together. */
public final class ProjectValidator {
  private ProjectValidator() {}

  /** Every mistake in a project made in Java; none if it can be used. */
  public static List<Problem> check(Project project) {
    return check(project, Set.of());
  }

  /**
   * Every mistake in a project made by a reader that has already reported some.
   *
   * @param unreadable the paths of what the reader has reported; the project lacks these parts or
   *     has a default in their place, so nothing is said about them and what depends on them
   */
  public static List<Problem> check(Project project, Set<String> unreadable) {
    Findings findings = new Findings(unreadable);
    References references = new References(project, findings);
    new Names(findings).check("project", project.name());
    new EntityCheck(findings).check(project);
    new SourceCheck(findings, references).check(project);
    new ViewCheck(findings, references).check(project);
    OnDemandExpressions onDemand = new OnDemandCheck(findings, project).check();
    new ServiceCheck(findings, onDemand).check(project);
    new LabelCheck(findings, references).check(project);
    new TrainingSetCheck(findings, references, onDemand).check(project);
    new ModelCheck(findings, references, onDemand).check(project);
    return findings.problems();
  }

  /**
   * The same project, if it can be used.
   *
   * @throws InvalidDeclarationException with every mistake if not
   */
  public static Project require(Project project) {
    List<Problem> problems = check(project);
    if (!problems.isEmpty()) {
      throw new InvalidDeclarationException(problems);
    }
    return project;
  }
}
