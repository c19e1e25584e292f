/** Internal: what publishing over TLS costs the publisher. */
@NullMarked
package dev.gradus.benchmarks.bulk;

import org.jspecify.annotations.NullMarked;
