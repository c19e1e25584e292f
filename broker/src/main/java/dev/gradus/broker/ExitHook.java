package dev.gradus.broker;

/** Closes a broker when the JVM ends before the program has closed it, so that no process and no file outlives it. */
final class ExitHook {

    private final Thread thread;

    private ExitHook(Thread thread) {
        this.thread = thread;
    }

    static ExitHook closing(RunningBroker broker) {
        Thread thread = new Thread(broker::close, "gradus-broker-exit");
        Runtime.getRuntime().addShutdownHook(thread);
        return new ExitHook(thread);
    }

    /** Lets go of the broker. Does nothing if the JVM is ending, and so perhaps runs this hook. */
    void cancel() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook runs or has run, and there is nothing to take back.
        }
    }
}
