/** A feature view compiled for computing: what it reads, what it yields and with which status. */
package dev.tandem.features.view;
