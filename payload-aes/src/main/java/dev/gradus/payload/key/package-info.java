/** Internal: keys with their rules, the sets that they form, and the files that these are kept in. */
@NullMarked
package dev.gradus.payload.key;

import org.jspecify.annotations.NullMarked;
