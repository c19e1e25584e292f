/** Strategy: a resource guard with the memory of an ESP32, and where each of its figures comes from. */
@NullMarked
package dev.gradus.esp32;

import org.jspecify.annotations.NullMarked;
