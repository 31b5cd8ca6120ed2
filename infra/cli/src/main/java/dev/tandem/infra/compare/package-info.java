/** One model with each of several architectures, on the same rows and with several seeds. */
package dev.tandem.infra.compare;
