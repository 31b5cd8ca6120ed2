/** Files of typed columns that other programs may have written, whatever their format. */
package dev.tandem.features.stored;
