/** Pages that people read: one file each, with tables and charts, that opens without a network. */
package dev.tandem.infra.page;
