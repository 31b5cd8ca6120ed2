/** Random numbers that need no state: each follows from a key. */
package dev.tandem.training.random;
