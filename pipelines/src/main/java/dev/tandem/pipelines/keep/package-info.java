/** Carrying rows of an earlier snapshot over to the shards of the next one. */
package dev.tandem.pipelines.keep;
