package dev.tandem.training;

import com.google.inject.Module;

/**
 * A Guice module that every run installs when it finds it on the class path, through {@link
 * java.util.ServiceLoader}: name the class in {@code
 * META-INF/services/dev.tandem.training.TrainingExtension}.
 */
public interface TrainingExtension extends Module {}
