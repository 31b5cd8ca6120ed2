/**
 * Typed columns of primitive arrays: how events, training rows and feature vectors are held in
 * memory.
 */
package dev.tandem.features.table;
