/** Parquet files: reading those of other programs column by column, and writing tables. */
package dev.tandem.pipelines.parquet;
