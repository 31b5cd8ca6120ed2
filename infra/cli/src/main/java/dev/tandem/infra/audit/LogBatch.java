package dev.tandem.infra.audit;

import dev.tandem.features.table.Table;

/**
 * Rows of one service's log that have the same columns.
 *
 * @param files how many files they are from
 */
record LogBatch(Table rows, int files) {}
