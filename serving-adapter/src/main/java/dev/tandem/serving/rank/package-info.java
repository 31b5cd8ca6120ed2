/** The order of candidates: the product of predictions' powers, the best K, and exploration. */
package dev.tandem.serving.rank;
