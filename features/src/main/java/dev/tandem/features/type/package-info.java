/** The types a field or feature value can have. */
package dev.tandem.features.type;
