/** Writing datasets so that a reader sees a whole one or the one before. */
package dev.tandem.pipelines.dataset;
