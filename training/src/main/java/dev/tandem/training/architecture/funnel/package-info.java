/** Networks that know what comes after what: a purchase happens only after a click. */
package dev.tandem.training.architecture.funnel;
