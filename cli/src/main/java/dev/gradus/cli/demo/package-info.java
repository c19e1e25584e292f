/** Internal: the demonstration of all levels. */
@NullMarked
package dev.gradus.cli.demo;

import org.jspecify.annotations.NullMarked;
