/** Writing datasets as files that other programs read. */
package dev.tandem.pipelines.export;
