package dev.gradus.tls;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What led to a failure, however deep it lies. */
final class Causes {

    /** More than the JDK ever nests; a ring of causes ends too. */
    private static final int DEEPEST = 20;

    private Causes() {}

    static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> kind) {
        @Nullable Throwable next = failure;
        for (int depth = 0; next != null && depth < DEEPEST; depth++) {
            if (kind.isInstance(next)) {
                return Optional.of(kind.cast(next));
            }
            next = next.getCause();
        }
        return Optional.empty();
    }
}
