/** Executing a pipeline on a runner, and telling its outcome in plain words. */
package dev.tandem.pipelines.run;
