/**
 * Features and labels of training rows as of each row's own time, computed over batches in memory.
 */
package dev.tandem.features.pointintime;
