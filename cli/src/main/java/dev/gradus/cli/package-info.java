/** SPI: the command line {@code gradus}, and what adds commands to it. */
@NullMarked
package dev.gradus.cli;

import org.jspecify.annotations.NullMarked;
