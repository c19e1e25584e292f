/** API: for tests of code that speaks MQTT: brokers at each security, certificates, and a watch on threads. */
@NullMarked
package dev.gradus.testkit;

import org.jspecify.annotations.NullMarked;
