package dev.tandem.training.check;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Operators that treat each element alone. */
final class ElementOperators {
  private ElementOperators() {}

  static void addTo(Map<String, GraphOperator> operators) {
    operators.put("Identity", unary(x -> x));
    operators.put("Cast", unary(x -> x));
    operators.put("Relu", unary(x -> Math.max(0, x)));
    operators.put("Sigmoid", unary(x -> 1 / (1 + Math.exp(-x))));
    operators.put("Tanh", unary(Math::tanh));
    operators.put("Softplus", unary(x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))));
    operators.put("Exp", unary(Math::exp));
    operators.put("Log", unary(Math::log));
    operators.put("Neg", unary(x -> -x));
    operators.put("Abs", unary(Math::abs));
    operators.put("Sqrt", unary(Math::sqrt));
    operators.put("Reciprocal", unary(x -> 1 / x));
    operators.put("Not", unary(x -> x == 0 ? 1 : 0));
    operators.put("Add", binary(Double::sum));
    operators.put("Sub", binary((x, y) -> x - y));
    operators.put("Mul", binary((x, y) -> x * y));
    operators.put("Div", binary((x, y) -> x / y));
    operators.put("Pow", binary(Math::pow));
    operators.put("Equal", binary((x, y) -> x == y ? 1 : 0));
    operators.put("Less", binary((x, y) -> x < y ? 1 : 0));
    operators.put("LessOrEqual", binary((x, y) -> x <= y ? 1 : 0));
    operators.put("Greater", binary((x, y) -> x > y ? 1 : 0));
    operators.put("GreaterOrEqual", binary((x, y) -> x >= y ? 1 : 0));
    operators.put("Max", folded(Math::max));
    operators.put("Min", folded(Math::min));
    operators.put("Sum", folded(Double::sum));
    operators.put("Clip", ElementOperators::clip);
    operators.put("LeakyRelu", ElementOperators::leakyRelu);
    operators.put("Where", (in, attributes) -> where(in.get(0), in.get(1), in.get(2)));
  }

  private static GraphOperator unary(DoubleUnaryOperator operator) {
    return (inputs, attributes) -> inputs.get(0).map(operator);
  }

  private static GraphOperator binary(DoubleBinaryOperator operator) {
    return (inputs, attributes) -> inputs.get(0).combine(inputs.get(1), operator);
  }

  private static GraphOperator folded(DoubleBinaryOperator operator) {
    return (inputs, attributes) ->
        inputs.stream().reduce((x, y) -> x.combine(y, operator)).orElseThrow();
  }

  private static DoubleTensor leakyRelu(List<DoubleTensor> inputs, NodeAttributes attributes) {
    double slope = attributes.number("alpha", 0.01);
    return inputs.get(0).map(x -> x < 0 ? slope * x : x);
  }

  private static DoubleTensor clip(List<DoubleTensor> inputs, NodeAttributes attributes) {
    DoubleTensor clipped = inputs.get(0);
    if (inputs.size() > 1 && inputs.get(1) != null) {
      clipped = clipped.combine(inputs.get(1), Math::max);
    }
    return inputs.size() > 2 ? clipped.combine(inputs.get(2), Math::min) : clipped;
  }

  private static DoubleTensor where(DoubleTensor condition, DoubleTensor x, DoubleTensor y) {
    // Not x * condition + y * (1 - condition): the branch not taken may be infinite.
    int[] shape = condition.combine(x, (a, b) -> 0).combine(y, (a, b) -> 0).shape();
    double[] chosen = new double[DoubleTensor.size(shape)];
    double[] conditions = condition.expand(shape).values();
    double[] left = x.expand(shape).values();
    double[] right = y.expand(shape).values();
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = conditions[i] != 0 ? left[i] : right[i];
    }
    return new DoubleTensor(shape, chosen);
  }
}
