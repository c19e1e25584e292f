/** API: the clients and their builder. Start at {@link dev.gradus.SecureMqttClient}. */
@NullMarked
package dev.gradus;

import org.jspecify.annotations.NullMarked;
