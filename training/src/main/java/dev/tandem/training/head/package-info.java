/** What the units of a task's head mean: how they are held against labels, and predictions. */
package dev.tandem.training.head;
