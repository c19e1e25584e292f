/** Internal: the commands that make certificates, and all that a broker and its clients need. */
@NullMarked
package dev.gradus.cli.provision;

import org.jspecify.annotations.NullMarked;
