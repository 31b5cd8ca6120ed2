/** ONNX graphs as they are written: values by name, operations, constants. */
package dev.tandem.training.onnx;
