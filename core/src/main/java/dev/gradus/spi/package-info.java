/** SPI: what a strategy, a transport or a resource guard implements; and {@link dev.gradus.spi.NoSecurity}, L0. */
@NullMarked
package dev.gradus.spi;

import org.jspecify.annotations.NullMarked;
