/** Networks written as SameDiff graphs. */
package dev.tandem.training.samediff;
