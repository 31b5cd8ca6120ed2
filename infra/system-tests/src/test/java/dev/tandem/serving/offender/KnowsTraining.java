package dev.tandem.serving.offender;

import dev.tandem.training.offender.KnowsPipelines;
import java.util.Optional;

/** Knows a sibling module. */
public record KnowsTraining(Optional<KnowsPipelines> sibling) {}
