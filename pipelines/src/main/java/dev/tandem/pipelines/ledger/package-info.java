/** The ledger of steps: what was run in a home, when, why, on what, and what came of it. */
package dev.tandem.pipelines.ledger;
