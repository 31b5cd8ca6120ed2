package dev.tandem.features.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.tandem.features.table.Field;
import java.util.List;

/** Parses and type-checks the text of an expression with the library of the language's authors. */
final class CheckedText {
  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableReservedIds(false)
          .maxExpressionCodePointSize(20_000)
          .maxParseErrorRecoveryLimit(1)
          .build();

  private CheckedText() {}

  /** The checked syntax tree; every name in it is one of the variables. */
  static CelAbstractSyntaxTree check(String text, List<Field> variables) {
    CelCompiler compiler = compiler(variables);
    try {
      CelAbstractSyntaxTree parsed = valid(compiler.parse(text));
      new NameCheck(parsed.getSource(), variables).checkWhole(parsed.getExpr());
      return valid(compiler.check(parsed));
    } catch (CelValidationException e) {
      throw new IllegalStateException("an issue without an error in: " + text, e);
    }
  }

  private static CelCompiler compiler(List<Field> variables) {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardEnvironmentEnabled(false)
            .addFunctionDeclarations(Dialect.declarations());
    for (Field variable : variables) {
      builder.addVar(variable.name(), Dialect.celType(variable.type()));
    }
    return builder.build();
  }

  private static CelAbstractSyntaxTree valid(CelValidationResult result)
      throws CelValidationException {
    for (CelIssue issue : result.getErrors()) {
      throw new InvalidExpressionException(
          Position.from(issue.getSourceLocation()), CheckerMessage.translate(issue.getMessage()));
    }
    return result.getAst();
  }
}
