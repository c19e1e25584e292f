/** API: what a client is configured with, and what it gives back. */
@NullMarked
package dev.gradus.client;

import org.jspecify.annotations.NullMarked;
