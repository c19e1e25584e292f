/** Strategy: L1, a user name and a password checked by the broker. */
@NullMarked
package dev.gradus.password;

import org.jspecify.annotations.NullMarked;
