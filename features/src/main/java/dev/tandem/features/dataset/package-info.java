/** Versioned datasets of Arrow files, of which a reader sees whole snapshots only. */
package dev.tandem.features.dataset;
