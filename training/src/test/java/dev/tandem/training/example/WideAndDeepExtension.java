package dev.tandem.training.example;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import dev.tandem.training.TrainingExtension;
import dev.tandem.training.architecture.Architecture;

/** Adds {@code architecture: {name: wide_and_deep}} to what declarations can choose. */
public final class WideAndDeepExtension extends AbstractModule implements TrainingExtension {
  @Override
  protected void configure() {
    MapBinder.newMapBinder(binder(), String.class, Architecture.class)
        .addBinding("wide_and_deep")
        .to(WideAndDeep.class);
  }
}
