/** The versioned, validated set of a project's declarations, and what a change would change. */
package dev.tandem.features.registry;
