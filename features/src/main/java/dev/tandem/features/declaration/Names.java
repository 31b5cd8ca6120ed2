package dev.tandem.features.declaration;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the names of the parts of one section: their letters, and that each is there once. */
final class Names {
  private static final Pattern SYNTAX = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  private final Findings findings;

  Names(Findings findings) {
    this.findings = findings;
  }

  /** Reports every name in the section that is not a proper one or is there twice. */
  void check(String section, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      check(FieldPath.of(section, name), name);
      if (!seen.add(name)) {
        findings.report(FieldPath.of(section, name), "declared twice");
      }
    }
  }

  /** Reports a name that is not a proper one. */
  void check(String path, String name) {
    if (!SYNTAX.matcher(name).matches()) {
      findings.report(
          path,
          Refusal.value(
              name,
              "a name of at most 63 lower-case letters, digits and _ that begins with a letter"));
    }
  }

  /** Reports elements of a list that are there twice. */
  void distinct(String list, List<String> elements) {
    Set<String> seen = new HashSet<>();
    for (String element : elements) {
      if (!seen.add(element)) {
        findings.report(FieldPath.element(list, element), "listed twice");
      }
    }
  }
}
