/** Training rows in order of time, in a file that is mapped to memory, and their split. */
package dev.tandem.training.rows;
