/** Export of trained networks to ONNX, and the check that the export computes the same. */
package dev.tandem.training.onnx;
