/** The model bundle: one directory with everything that is needed to serve a model. */
package dev.tandem.features.bundle;
