/** The {@code tandem} command: one class for each of its verbs. */
package dev.tandem.infra.cli;
