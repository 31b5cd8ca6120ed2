package dev.tandem.features.offender.first;

import dev.tandem.features.offender.second.Second;
import java.util.Optional;

/** One half of a circle of packages. */
public record First(Optional<Second> second) {}
