/** Internal: what stands behind every client: gate, link to the broker, handlers. */
@NullMarked
package dev.gradus.engine;

import org.jspecify.annotations.NullMarked;
