/** Cutting tables into shards by a hash, and putting the rows of a shard into one order. */
package dev.tandem.pipelines.shard;
