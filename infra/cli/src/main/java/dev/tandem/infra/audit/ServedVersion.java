package dev.tandem.infra.audit;

import java.util.List;

/**
 * A version of a feature service that rows were served by.
 *
 * @param version as the rows say it
 * @param rows how many
 * @param isDeclared true if it is the declaration's
 * @param isRegistered true if the registry knows declarations of this version
 * @param changes what has changed since in the declarations that the service depends on, a line for
 *     each; empty if nothing has, or the registry does not know the version
 */
public record ServedVersion(
    String version, long rows, boolean isDeclared, boolean isRegistered, List<String> changes) {
  public ServedVersion {
    changes = List.copyOf(changes);
  }
}
