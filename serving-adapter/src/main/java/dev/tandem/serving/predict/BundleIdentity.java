package dev.tandem.serving.predict;

/**
 * Which model a bundle holds.
 *
 * @param model the declared name
 * @param modelVersion the bundle's version
 * @param service the feature service it reads
 * @param serviceVersion the version of that service in training
 */
public record BundleIdentity(
    String model, String modelVersion, String service, String serviceVersion) {}
