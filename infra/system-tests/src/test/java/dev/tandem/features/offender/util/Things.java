package dev.tandem.features.offender.util;

/** Lives in a package that is named after no idea. */
record Things(String thing) {}
