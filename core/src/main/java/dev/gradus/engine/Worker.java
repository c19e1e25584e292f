package dev.gradus.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One named thread that runs tasks in order, started with the first of them. Safe for many threads. */
final class Worker {

    private volatile @Nullable Thread thread;
    private final ThreadPoolExecutor executor;

    Worker(String name) {
        executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread created = new Thread(task, name);
            created.setDaemon(true);
            thread = created;
            return created;
        });
    }

    /** Runs a task later; tells whether it was taken. */
    boolean offer(Runnable task) {
        try {
            executor.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Takes no more tasks and waits for those taken, unless it is one of them that asks; tells whether all ended. */
    boolean drain(Duration atMost) {
        executor.shutdown();
        if (own()) {
            return false;
        }
        try {
            return executor.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Takes no more tasks and hands back those not begun; interrupts the one at work, unless it is that one that asks. */
    List<Runnable> stop() {
        executor.shutdown();
        if (!own()) {
            return executor.shutdownNow();
        }
        List<Runnable> left = new ArrayList<>();
        executor.getQueue().drainTo(left);
        return left;
    }

    /** Drains, then stops. On its own thread it does neither: what was taken runs when the task at work has ended. */
    List<Runnable> close(Duration atMost) {
        return drain(atMost) || own() ? List.of() : executor.shutdownNow();
    }

    private boolean own() {
        return Thread.currentThread() == thread;
    }
}
