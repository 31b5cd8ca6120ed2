/** Reading a source's files: finding them, cutting them into slices, and checking every row. */
package dev.tandem.pipelines.read;
