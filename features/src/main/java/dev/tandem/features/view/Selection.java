package dev.tandem.features.view;

import java.util.Optional;

/**
 * Which events a feature counts: those that satisfy {@code where} and whose {@code field} is not
 * null.
 *
 * @param field the aggregated field, or empty if there is none
 * @param where a boolean expression over the source's fields, or empty for all events; null counts
 *     as false
 */
public record Selection(Optional<String> field, Optional<String> where) {}
