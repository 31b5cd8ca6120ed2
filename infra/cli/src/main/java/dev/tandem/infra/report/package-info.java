/** Reports of what was trained, measured and searched, for people and for programs. */
package dev.tandem.infra.report;
