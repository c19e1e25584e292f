package dev.gradus.payload;

import java.util.concurrent.atomic.AtomicInteger;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Counts how often this process came back from an image of itself (Coordinated Restore at Checkpoint). Of one image many
 * may come back, all with the same keys and numbers, and the clocks don't tell: both go on from where they should be. Safe
 * for many threads.
 */
final class Restores implements Resource {

    /** Held here, as the context holds what is registered weakly. */
    private static final Restores OF_PROCESS = new Restores();

    static {
        Core.getGlobalContext().register(OF_PROCESS);
    }

    private final AtomicInteger count = new AtomicInteger();

    /** Of this process, from when it was first asked for. */
    static Restores ofProcess() {
        return OF_PROCESS;
    }

    int count() {
        return count.get();
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        // A message that is being sealed just now comes out of every copy as the same bytes.
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        count.incrementAndGet();
    }
}
