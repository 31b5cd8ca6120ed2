package dev.tandem.serving.fetch;

import java.util.Optional;

/**
 * The answer to one request, valid only while a {@link ServedListener} is told of it.
 *
 * @param service the name of the feature service
 * @param request what was asked: the entity keys and the request fields
 * @param features what is known of each row
 * @param scores what a model made of it; empty if features alone were asked for
 */
public record ServedRows(
    String service,
    FeatureRequest request,
    FeatureVectors features,
    Optional<ServedScores> scores) {}
