/** Turning a source's files into a staged dataset of clean, distinct events. */
package dev.tandem.pipelines.ingest;
