/** SPI: what a module implements to add a command to {@code gradus}. */
@NullMarked
package dev.gradus.cli.spi;

import org.jspecify.annotations.NullMarked;
