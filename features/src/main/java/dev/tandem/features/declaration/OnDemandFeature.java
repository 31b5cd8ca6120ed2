package dev.tandem.features.declaration;

import dev.tandem.features.type.ValueType;

/**
 * An expression over other features, request fields and the request time.
 *
 * @param expression in the Common Expression Language
 * @param type the type of the expression's result, found when it was checked
 */
public record OnDemandFeature(String name, String expression, ValueType type) {}
