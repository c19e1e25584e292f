package dev.gradus.engine;

import java.time.Duration;
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

    /** Takes no more tasks, waits for those taken, and hands back those that were not begun in time. */
    List<Runnable> close(Duration atMost) {
        executor.shutdown();
        if (Thread.currentThread() == thread) {
            return List.of();
        }
        try {
            if (executor.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                return List.of();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return executor.shutdownNow();
    }
}
