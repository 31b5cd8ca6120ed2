/** Joining training rows to features as of their times, and to labels. */
package dev.tandem.pipelines.backfill;
