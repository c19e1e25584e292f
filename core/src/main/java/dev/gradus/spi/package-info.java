/** SPI: what a strategy, a transport or a resource guard implements. */
@NullMarked
package dev.gradus.spi;

import org.jspecify.annotations.NullMarked;
