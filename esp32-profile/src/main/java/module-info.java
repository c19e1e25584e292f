/** Holds a publisher to what an ESP32 can do. */
// The device's name ends in digits; javac takes digits there for a version.
@SuppressWarnings("module")
module dev.gradus.esp32.profile {
    requires transitive dev.gradus.core;
    requires com.google.common;
    requires static transitive org.jspecify;

    exports dev.gradus.esp32;
}
