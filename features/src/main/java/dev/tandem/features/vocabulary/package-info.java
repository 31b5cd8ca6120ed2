/** Numbers for the values of categorical features: what was seen often enough, and the rest. */
package dev.tandem.features.vocabulary;
