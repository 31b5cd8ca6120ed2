package dev.tandem.infra.system;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;

/** The table of modules as rules: who may know whom, and how packages are named. */
final class ModuleRules {
  static final String[] HTTP = {
    "com.sun.net.httpserver..", "java.net.http..", "io.netty..", "org.eclipse.jetty.."
  };
  static final String[] WIRE = {
    "com.sun.net.httpserver..",
    "java.net.http..",
    "io.netty..",
    "io.grpc..",
    "com.google.protobuf..",
    "com.fasterxml.jackson..",
    "io.micrometer..",
    "dev.tandem.serving.edge..",
    "dev.tandem.serving.grpc..",
    "dev.tandem.serving.http..",
    "dev.tandem.serving.json..",
    "dev.tandem.serving.metrics..",
    "dev.tandem.serving.server.."
  };
  static final String[] DL4J = {"org.nd4j..", "org.deeplearning4j..", "org.bytedeco.."};

  private ModuleRules() {}

  static final ArchRule FEATURES_KNOW_NO_MODULE =
      noClasses()
          .that()
          .resideInAPackage("dev.tandem.features..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.tandem.pipelines..",
              "dev.tandem.training..",
              "dev.tandem.serving..",
              "dev.tandem.infra..");

  static final ArchRule FEATURES_KNOW_NO_HTTP =
      noClasses()
          .that()
          .resideInAPackage("dev.tandem.features..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(HTTP);

  static final ArchRule ONLY_PIPELINES_KNOW_BEAM =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.tandem.features..", "dev.tandem.training..", "dev.tandem.serving..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.beam..");

  static final ArchRule ONLY_TRAINING_KNOWS_DL4J =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.tandem.features..", "dev.tandem.pipelines..", "dev.tandem.serving..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(DL4J);

  static final ArchRule ONLY_ARROW_PACKAGE_KNOWS_ARROW =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.tandem.features.arrow..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.arrow..");

  static final ArchRule ONLY_REDIS_PACKAGE_KNOWS_JEDIS =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.tandem.features.redis..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("redis.clients..");

  static final ArchRule PIPELINES_KNOW_NO_SIBLING =
      sibling("dev.tandem.pipelines..", "dev.tandem.training..", "dev.tandem.serving..");

  static final ArchRule TRAINING_KNOWS_NO_SIBLING =
      sibling("dev.tandem.training..", "dev.tandem.pipelines..", "dev.tandem.serving..");

  static final ArchRule SERVING_KNOWS_NO_SIBLING =
      sibling("dev.tandem.serving..", "dev.tandem.pipelines..", "dev.tandem.training..");

  static final ArchRule SERVING_LIBRARY_KNOWS_NO_WIRE =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.tandem.serving.fetch..",
              "dev.tandem.serving.predict..",
              "dev.tandem.serving.log..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(WIRE);

  static final ArchRule NO_PACKAGE_CYCLES =
      slices().matching("dev.tandem.(**)").should().beFreeOfCycles();

  static final ArchRule PACKAGES_ARE_NAMED_AFTER_IDEAS =
      noClasses()
          .should()
          .resideInAnyPackage(
              "..util..",
              "..utils..",
              "..common..",
              "..impl..",
              "..helper..",
              "..helpers..",
              "..manager..");

  private static ArchRule sibling(String module, String... siblings) {
    return noClasses()
        .that()
        .resideInAPackage(module)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(concat(siblings, "dev.tandem.infra.."));
  }

  private static String[] concat(String[] siblings, String more) {
    String[] all = java.util.Arrays.copyOf(siblings, siblings.length + 1);
    all[siblings.length] = more;
    return all;
  }
}
