/** Features of many rows as of one instant: requests, the fetch plan of a service, the answer. */
package dev.tandem.serving.fetch;
