/** Matrix products, by the OpenBLAS that ND4J ships. */
package dev.tandem.training.blas;
