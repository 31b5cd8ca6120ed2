/** Export of trained models, and the check that the export computes what the trainer computes. */
package dev.tandem.training.export;
