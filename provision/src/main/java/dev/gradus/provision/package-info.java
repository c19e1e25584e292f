/** API: makes what a broker needs before it can be used safely: certificates, password files, configurations. */
@NullMarked
package dev.gradus.provision;

import org.jspecify.annotations.NullMarked;
