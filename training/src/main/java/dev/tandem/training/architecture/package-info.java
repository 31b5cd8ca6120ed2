/** How a network shares what it learns between tasks, chosen by name. */
package dev.tandem.training.architecture;
