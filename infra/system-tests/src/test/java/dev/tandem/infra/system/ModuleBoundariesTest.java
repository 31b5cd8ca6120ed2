package dev.tandem.infra.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each rule holds for the product and is broken by an offender among the tests, so that a rule with
 * a mistyped package cannot pass unnoticed.
 */
class ModuleBoundariesTest {
  private static final Map<String, ArchRule> RULES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("features know no module", ModuleRules.FEATURES_KNOW_NO_MODULE),
              Map.entry("features know no HTTP", ModuleRules.FEATURES_KNOW_NO_HTTP),
              Map.entry("only pipelines know Beam", ModuleRules.ONLY_PIPELINES_KNOW_BEAM),
              Map.entry("only training knows DL4J", ModuleRules.ONLY_TRAINING_KNOWS_DL4J),
              Map.entry("only ..arrow knows Arrow", ModuleRules.ONLY_ARROW_PACKAGE_KNOWS_ARROW),
              Map.entry("only ..redis knows Jedis", ModuleRules.ONLY_REDIS_PACKAGE_KNOWS_JEDIS),
              Map.entry("pipelines know no sibling", ModuleRules.PIPELINES_KNOW_NO_SIBLING),
              Map.entry("training knows no sibling", ModuleRules.TRAINING_KNOWS_NO_SIBLING),
              Map.entry("serving knows no sibling", ModuleRules.SERVING_KNOWS_NO_SIBLING),
              Map.entry(
                  "the serving library knows no wire", ModuleRules.SERVING_LIBRARY_KNOWS_NO_WIRE),
              Map.entry("no package cycles", ModuleRules.NO_PACKAGE_CYCLES),
              Map.entry("packages named after ideas", ModuleRules.PACKAGES_ARE_NAMED_AFTER_IDEAS)));

  private static JavaClasses product;
  private static JavaClasses offenders;

  @BeforeAll
  static void importClasses() {
    product =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.tandem");
    offenders =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
            .importPackages("dev.tandem");
  }

  static Stream<Arguments> rules() {
    return RULES.entrySet().stream().map(rule -> Arguments.of(rule.getKey(), rule.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void rule_product_holds(String name, ArchRule rule) {
    rule.check(product);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void rule_offender_bites(String name, ArchRule rule) {
    assertThat(rule.evaluate(offenders).hasViolation()).isTrue();
  }

  @Test
  void product_isImported() {
    for (String module : List.of("features", "pipelines", "training", "serving", "infra")) {
      assertThat(product.stream())
          .as(module)
          .anyMatch(type -> type.getPackageName().startsWith("dev.tandem." + module));
    }
  }
}
