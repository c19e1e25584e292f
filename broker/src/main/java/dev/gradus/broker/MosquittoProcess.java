package dev.gradus.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The process of a mosquitto. Its log goes to a file, so that no thread has to read along and no full pipe can stop the
 * broker.
 */
final class MosquittoProcess {

    private static final Duration START = Duration.ofSeconds(10);
    private static final Duration STOP = Duration.ofSeconds(5);
    private static final long FIRST_PAUSE_NANOS = 500_000;
    private static final long LONGEST_PAUSE_NANOS = 20_000_000;
    private static final int LOG_CHARACTERS = 2_000;

    /** Written once all listeners are open. */
    private static final Pattern RUNNING = Pattern.compile("mosquitto version (\\S+) running");

    private static final String PORT_TAKEN = "Address already in use";

    private final Process process;
    private final Path log;
    private volatile String version = "unknown";

    private MosquittoProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static MosquittoProcess start(Path binary, Path configuration, Path log, Map<String, String> environment)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(binary.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return new MosquittoProcess(builder.start(), log);
    }

    String version() {
        return version;
    }

    void awaitRunning() throws PortTakenException {
        long start = System.nanoTime();
        long pause = FIRST_PAUSE_NANOS;
        while (System.nanoTime() - start < START.toNanos()) {
            // Asked before the log is read, so that the log of a process that has ended is complete.
            boolean alive = process.isAlive();
            String text = readLog();
            Matcher running = RUNNING.matcher(text);
            if (alive && running.find()) {
                version = running.group(1);
                return;
            }
            requireAlive(alive, text);
            LockSupport.parkNanos(pause);
            if (Thread.currentThread().isInterrupted()) {
                throw new BrokerException("the thread was interrupted while mosquitto started: start it again");
            }
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
        }
        throw new BrokerException(
                "mosquitto did not start within " + START.toSeconds() + " s; its log ends with:\n" + end(readLog()));
    }

    private void requireAlive(boolean alive, String text) throws PortTakenException {
        if (alive) {
            return;
        }
        if (text.contains(PORT_TAKEN)) {
            throw new PortTakenException(process.exitValue());
        }
        throw new BrokerException(
                "mosquitto ended with code " + process.exitValue() + "; its log ends with:\n" + end(text));
    }

    void stop() {
        process.destroy();
        if (!ended()) {
            process.destroyForcibly();
            if (!ended()) {
                throw new BrokerException("mosquitto did not end: end the process " + process.pid());
            }
        }
    }

    private boolean ended() {
        try {
            return process.waitFor(STOP.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            // Whoever interrupts has no time for a clean end, and a killed process ends at once.
            process.destroyForcibly();
            return true;
        }
    }

    private String readLog() {
        try {
            return Files.readString(log, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String end(String text) {
        return text.substring(Math.max(0, text.length() - LOG_CHARACTERS));
    }
}
