package dev.gradus;

import org.jspecify.annotations.Nullable;

/** An option of a builder that can be given once. For one thread. */
final class Once<T> {

    private final String name;
    private @Nullable T value;

    Once(String name) {
        this.name = name;
    }

    void set(T given) {
        if (value != null) {
            throw new IllegalStateException(name + " was given already: give it once");
        }
        value = given;
    }

    T orElse(T other) {
        return value == null ? other : value;
    }

    @Nullable
    T orNull() {
        return value;
    }
}
