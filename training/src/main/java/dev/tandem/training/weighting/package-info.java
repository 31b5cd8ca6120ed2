/** How the losses or gradients of several tasks become one step, chosen by name. */
package dev.tandem.training.weighting;
