/** The "did you mean" of every message about an unknown name. */
package dev.tandem.features.suggestion;
