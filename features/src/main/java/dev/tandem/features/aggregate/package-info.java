/**
 * What can be computed over the events of a window: the exact states, which merge in any order to
 * the same bits, and the one way each aggregate turns them into a value.
 */
package dev.tandem.features.aggregate;
