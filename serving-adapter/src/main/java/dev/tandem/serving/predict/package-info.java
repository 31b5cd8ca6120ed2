/** Predictions from a model bundle, alone or together with the features it reads. */
package dev.tandem.serving.predict;
