/** What a snapshot was made from, as the next run needs to know it to compute only what is new. */
package dev.tandem.pipelines.provenance;
