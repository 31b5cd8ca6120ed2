package dev.tandem.training;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import dev.tandem.training.architecture.Aitm;
import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.SeparateTowers;
import dev.tandem.training.architecture.SharedBottom;
import dev.tandem.training.optimizer.AdagradFactory;
import dev.tandem.training.optimizer.AdamFactory;
import dev.tandem.training.optimizer.AdamWFactory;
import dev.tandem.training.optimizer.OptimizerFactory;
import dev.tandem.training.optimizer.SgdFactory;

/**
 * Binds what Tandem ships. A team's own architecture or optimizer is a {@link TrainingExtension}
 * that adds to the same two {@link MapBinder}s.
 */
public final class TrainingModule extends AbstractModule {
  @Override
  protected void configure() {
    MapBinder<String, Architecture> architectures =
        MapBinder.newMapBinder(binder(), String.class, Architecture.class);
    architectures.addBinding("aitm").to(Aitm.class);
    architectures.addBinding("separate_towers").to(SeparateTowers.class);
    architectures.addBinding("shared_bottom").to(SharedBottom.class);
    MapBinder<String, OptimizerFactory> optimizers =
        MapBinder.newMapBinder(binder(), String.class, OptimizerFactory.class);
    optimizers.addBinding("adagrad").to(AdagradFactory.class);
    optimizers.addBinding("adam").to(AdamFactory.class);
    optimizers.addBinding("adamw").to(AdamWFactory.class);
    optimizers.addBinding("sgd").to(SgdFactory.class);
  }
}
