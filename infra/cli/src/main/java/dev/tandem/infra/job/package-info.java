/** The whole path in one process, from a declaration and a log to predictions and a report. */
package dev.tandem.infra.job;
