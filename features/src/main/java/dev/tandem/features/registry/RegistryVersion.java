package dev.tandem.features.registry;

/**
 * One version of a project's declarations.
 *
 * @param number counted from 1
 * @param sha256 of the canonical bytes of the declarations, in lower-case hexadecimal; two versions
 *     that declare the same have the same
 */
public record RegistryVersion(long number, String sha256) {}
