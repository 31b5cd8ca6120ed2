package dev.tandem.features.offender.second;

import dev.tandem.features.offender.first.First;
import java.util.Optional;

/** The other half of a circle of packages. */
public record Second(Optional<First> first) {}
