/** The search for better settings of a model: trials by chance, judged by their validation rows. */
package dev.tandem.training.tuning;
