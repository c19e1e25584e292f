/** API: the values of MQTT that check themselves. */
@NullMarked
package dev.gradus.message;

import org.jspecify.annotations.NullMarked;
