/** Folding events into the state of each entity and writing it to an online store. */
package dev.tandem.pipelines.materialize;
