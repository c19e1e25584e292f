/** Internal: files, and text of others in messages, for the packages of this module; a leaf. */
@NullMarked
package dev.gradus.tls.internal;

import org.jspecify.annotations.NullMarked;
