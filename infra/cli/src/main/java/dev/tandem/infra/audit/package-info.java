/**
 * Holds what was served against what is computed offline, what was trained on, and what happened.
 */
package dev.tandem.infra.audit;
