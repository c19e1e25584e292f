/** API: brokers to try with, started and stopped by the program itself, and a proxy that records what they are sent. */
@NullMarked
package dev.gradus.broker;

import org.jspecify.annotations.NullMarked;
