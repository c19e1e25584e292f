/** API: the security levels, the outcomes of opening a sealed payload, and the one exception of Gradus. */
@NullMarked
package dev.gradus.security;

import org.jspecify.annotations.NullMarked;
