package dev.tandem.training.check;

import java.util.List;

/** An operator of ONNX graphs in double precision. */
interface GraphOperator {

  /**
   * Applies it.
   *
   * @param inputs in the order of the node; those that are left out at the end are not there
   */
  DoubleTensor apply(List<DoubleTensor> inputs, NodeAttributes attributes);
}
