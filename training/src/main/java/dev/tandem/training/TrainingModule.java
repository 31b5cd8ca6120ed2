package dev.tandem.training;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import dev.tandem.training.architecture.Aitm;
import dev.tandem.training.architecture.Architecture;
import dev.tandem.training.architecture.SeparateTowers;
import dev.tandem.training.architecture.SharedBottom;
import dev.tandem.training.architecture.experts.Cgc;
import dev.tandem.training.architecture.experts.Mmoe;
import dev.tandem.training.architecture.experts.Omoe;
import dev.tandem.training.architecture.experts.Ple;
import dev.tandem.training.architecture.funnel.Escm2;
import dev.tandem.training.architecture.funnel.Esm2;
import dev.tandem.training.architecture.funnel.Esmm;
import dev.tandem.training.architecture.funnel.Nmtr;
import dev.tandem.training.architecture.sequence.Mose;
import dev.tandem.training.architecture.sharing.Adversarial;
import dev.tandem.training.architecture.sharing.CrossStitched;
import dev.tandem.training.architecture.sharing.Hierarchical;
import dev.tandem.training.architecture.sharing.L2Tied;
import dev.tandem.training.architecture.sharing.Poso;
import dev.tandem.training.architecture.sharing.SingleTask;
import dev.tandem.training.optimizer.AdagradFactory;
import dev.tandem.training.optimizer.AdamFactory;
import dev.tandem.training.optimizer.AdamWFactory;
import dev.tandem.training.optimizer.OptimizerFactory;
import dev.tandem.training.optimizer.SgdFactory;
import dev.tandem.training.weighting.WeightingFactory;
import dev.tandem.training.weighting.gradient.AdaTask;
import dev.tandem.training.weighting.gradient.ConflictAverse;
import dev.tandem.training.weighting.gradient.ConflictProjection;
import dev.tandem.training.weighting.gradient.MetaBalance;
import dev.tandem.training.weighting.gradient.NormBalance;
import dev.tandem.training.weighting.loss.DynamicAverage;
import dev.tandem.training.weighting.loss.EpochDecay;
import dev.tandem.training.weighting.loss.Fixed;
import dev.tandem.training.weighting.loss.Geometric;
import dev.tandem.training.weighting.loss.RandomLoss;
import dev.tandem.training.weighting.loss.TaskPriority;
import dev.tandem.training.weighting.loss.Uncertainty;

/**
 * Binds what Tandem ships. A team's own architecture, optimizer or weighting is a {@link
 * TrainingExtension} that adds to the same {@link MapBinder}s.
 */
public final class TrainingModule extends AbstractModule {
  @Override
  protected void configure() {
    MapBinder<String, Architecture> architectures =
        MapBinder.newMapBinder(binder(), String.class, Architecture.class);
    architectures.addBinding("adversarial").to(Adversarial.class);
    architectures.addBinding("aitm").to(Aitm.class);
    architectures.addBinding("cgc").to(Cgc.class);
    architectures.addBinding("cross_stitch").to(CrossStitched.class);
    architectures.addBinding("escm2").to(Escm2.class);
    architectures.addBinding("esm2").to(Esm2.class);
    architectures.addBinding("esmm").to(Esmm.class);
    architectures.addBinding("hierarchical").to(Hierarchical.class);
    architectures.addBinding("l2_tied").to(L2Tied.class);
    architectures.addBinding("mmoe").to(Mmoe.class);
    architectures.addBinding("mose").to(Mose.class);
    architectures.addBinding("nmtr").to(Nmtr.class);
    architectures.addBinding("omoe").to(Omoe.class);
    architectures.addBinding("ple").to(Ple.class);
    architectures.addBinding("poso").to(Poso.class);
    architectures.addBinding("separate_towers").to(SeparateTowers.class);
    architectures.addBinding("shared_bottom").to(SharedBottom.class);
    architectures.addBinding("single_task").to(SingleTask.class);
    MapBinder<String, OptimizerFactory> optimizers =
        MapBinder.newMapBinder(binder(), String.class, OptimizerFactory.class);
    optimizers.addBinding("adagrad").to(AdagradFactory.class);
    optimizers.addBinding("adam").to(AdamFactory.class);
    optimizers.addBinding("adamw").to(AdamWFactory.class);
    optimizers.addBinding("sgd").to(SgdFactory.class);
    bindWeightings();
  }

  private void bindWeightings() {
    MapBinder<String, WeightingFactory> weightings =
        MapBinder.newMapBinder(binder(), String.class, WeightingFactory.class);
    weightings.addBinding("adatask").toInstance(AdaTask::from);
    weightings.addBinding("cagrad").toInstance(ConflictAverse::from);
    weightings.addBinding("decay").toInstance(EpochDecay::from);
    weightings.addBinding("dtp").toInstance(TaskPriority::from);
    weightings.addBinding("dwa").toInstance(DynamicAverage::from);
    weightings.addBinding("fixed").toInstance(Fixed::from);
    weightings.addBinding("geometric").toInstance(Geometric::from);
    weightings.addBinding("gradnorm").toInstance(NormBalance::from);
    weightings.addBinding("metabalance").toInstance(MetaBalance::from);
    weightings.addBinding("pcgrad").toInstance(ConflictProjection::from);
    weightings.addBinding("random").toInstance(RandomLoss::from);
    weightings.addBinding("uncertainty").toInstance(Uncertainty::from);
  }
}
