/** Which settings of a model a search may change, and what it may try for each. */
package dev.tandem.features.search;
