package dev.tandem.infra.system.parity;

import dev.tandem.features.table.Table;

/**
 * Rows to be looked at once all events before a cut are known: none of a row's entities has an
 * event from the cut until the row's time.
 *
 * @param cut UTC epoch milliseconds
 * @param spine times from the cut on, entity keys and request fields
 */
record Episode(long cut, Table spine) {}
