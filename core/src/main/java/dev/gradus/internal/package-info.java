/** Internal: checks shared by the packages of this module; a leaf that imports nothing of Gradus. */
@NullMarked
package dev.gradus.internal;

import org.jspecify.annotations.NullMarked;
