/** What all pages of reports share: their style, and how text stands in them. */
package dev.tandem.infra.page;
