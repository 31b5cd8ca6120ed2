/** The hash of values on which training rows, features and inputs of models depend. */
package dev.tandem.features.hash;
