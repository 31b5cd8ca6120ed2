/** Reads a project's declarations from one YAML file and reports every mistake with its line. */
package dev.tandem.features.yaml;
