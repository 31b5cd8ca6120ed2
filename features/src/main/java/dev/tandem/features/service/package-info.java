/** A feature service compiled to what it reads, what it yields and how it completes a row. */
package dev.tandem.features.service;
