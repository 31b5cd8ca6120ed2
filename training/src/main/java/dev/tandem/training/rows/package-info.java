/** Training rows in memory, in order of time, and their split. */
package dev.tandem.training.rows;
