/** Groups of rows, such as customers, by what a model predicts for them. */
package dev.tandem.infra.segment;
