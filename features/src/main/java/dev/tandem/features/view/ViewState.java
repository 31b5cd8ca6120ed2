package dev.tandem.features.view;

import dev.tandem.features.aggregate.ExactState;

/**
 * One exact state that features of a view share.
 *
 * @param selection the number of its selection in {@link CompiledView#selections()}
 * @param scale the scale at which fractional values enter a sum; 0 for every other state
 */
public record ViewState(int selection, ExactState state, int scale) {}
